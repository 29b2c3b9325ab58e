import { deviceOf } from "@/server/auth/devices";
import type { Origin } from "@/server/platform/actor";
import type { Env } from "@/server/platform/env";

type HeaderBag = Headers | Record<string, string | string[] | undefined>;

function header(headers: HeaderBag, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return (Array.isArray(value) ? value.join(",") : value) ?? "";
}

/**
 * Where a request came from, and the device cookie that it brought along. The address is the last entry of X-Forwarded-For: the one that the nearest hop wrote.
 * The server entry writes the peer's own address there, so what a client puts into the header does not count.
 */
export function originFromHeaders(env: Pick<Env, "NEXTAUTH_URL">, headers: HeaderBag): Origin {
  const last = header(headers, "x-forwarded-for").split(",").at(-1)?.trim() ?? "";
  const ip = last.replace(/^::ffff:/, "").slice(0, 45);
  const agent = header(headers, "user-agent")
    .replace(/[^\x20-\x7e]/g, "?")
    .slice(0, 300);
  const place = /^[0-9a-fA-F:.]+$/.test(ip) ? ip : "unknown";
  return { ip: place, userAgent: agent || "unknown", device: deviceOf(env, header(headers, "cookie")) };
}
