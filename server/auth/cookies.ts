import type { Env } from "@/server/platform/env";

/** Cookies are for https only when the portal's own address is. */
export const usesSecureCookies = (env: Pick<Env, "NEXTAUTH_URL">): boolean =>
  env.NEXTAUTH_URL?.startsWith("https:") ?? false;

/** One cookie of a Cookie header; null if it is not there. */
export function cookieValue(cookieHeader: string | null | undefined, name: string): string | null {
  for (const part of cookieHeader?.split(";") ?? []) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}
