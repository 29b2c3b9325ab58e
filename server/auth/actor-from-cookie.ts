import { decode } from "next-auth/jwt";
import { cookieValue, usesSecureCookies } from "@/server/auth/cookies";
import { isSignedIn, readSession } from "@/server/auth/sessions";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import type { Env } from "@/server/platform/env";

/** The session cookie's name, as next-auth makes it. */
export const sessionCookieName = (env: Pick<Env, "NEXTAUTH_URL">): string =>
  `${usesSecureCookies(env) ? "__Secure-" : ""}next-auth.session-token`;

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
 * Whose session this Cookie header names: opens the session cookie and asks the session row, which alone decides. Works
 * on raw node requests and inside Next alike. Null for no cookie, a foreign or broken one, and an ended session.
 */
async function sessionFromCookies(
  deps: Deps,
  cookieHeader: string | null | undefined,
): Promise<Actor | null> {
  if (!cookieHeader || cookieHeader.length > 16_384) return null;
  const token = cookieValue(cookieHeader, sessionCookieName(deps.env));
  if (!token || token.length > 4_096) return null;
  const sessionId = await openToken(token, deps.env.NEXTAUTH_SECRET);
  return sessionId ? readSession(deps, sessionId) : null;
}

/** Who asks: `actor` is signed in; `pending` has shown the password and may only do the rest of signing in. */
export async function askerFromCookies(
  deps: Deps,
  cookieHeader: string | null | undefined,
): Promise<{ actor: Actor | null; pending: Actor | null }> {
  const person = await sessionFromCookies(deps, cookieHeader);
  if (!person) return { actor: null, pending: null };
  return isSignedIn(person) ? { actor: person, pending: null } : { actor: null, pending: person };
}

/** Who is signed in; whoever has shown only the password of a sign-in that has a second factor is nobody. */
export const actorFromCookies = async (
  deps: Deps,
  cookieHeader: string | null | undefined,
): Promise<Actor | null> => (await askerFromCookies(deps, cookieHeader)).actor;
