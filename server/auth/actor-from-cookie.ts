import { decode } from "next-auth/jwt";
import { readSession } from "@/server/auth/sessions";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import type { Env } from "@/server/platform/env";

/** Cookies are for https only when the portal's own address is. */
export const usesSecureCookies = (env: Pick<Env, "NEXTAUTH_URL">): boolean =>
  env.NEXTAUTH_URL?.startsWith("https:") ?? false;

/** The session cookie's name, as next-auth makes it. */
export const sessionCookieName = (env: Pick<Env, "NEXTAUTH_URL">): string =>
  `${usesSecureCookies(env) ? "__Secure-" : ""}next-auth.session-token`;

function cookieValue(cookieHeader: string, name: string): string | null {
  for (const part of cookieHeader.split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

/** Session ids of tokens that were opened before: opening one costs more than everything else a request needs. */
const opened = new Map<string, { sessionId: string; secret: string }>();
const OPENED_LIMIT = 5_000;

async function openToken(token: string, secret: string): Promise<string | null> {
  const known = opened.get(token);
  if (known?.secret === secret) return known.sessionId;
  const payload = await decode({ token, secret }).catch(() => null);
  if (typeof payload?.sid !== "string") return null;
  if (opened.size >= OPENED_LIMIT) opened.clear();
  opened.set(token, { sessionId: payload.sid, secret });
  return payload.sid;
}

/**
 * Who sends this Cookie header: opens the session cookie and asks the session row, which alone decides. Works on raw
 * node requests and inside Next alike. Null for no cookie, a foreign or broken one, and an ended session.
 */
export async function actorFromCookies(
  deps: Deps,
  cookieHeader: string | null | undefined,
): Promise<Actor | null> {
  if (!cookieHeader || cookieHeader.length > 16_384) return null;
  const token = cookieValue(cookieHeader, sessionCookieName(deps.env));
  if (!token || token.length > 4_096) return null;
  const sessionId = await openToken(token, deps.env.NEXTAUTH_SECRET);
  return sessionId ? readSession(deps, sessionId) : null;
}
