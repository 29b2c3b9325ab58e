import { DEVICE_LIFE_MS } from "@/domain/auth/session-limits";
import { type Instant, plus, toDate } from "@/domain/time/instant";
import { cookieValue, usesSecureCookies } from "@/server/auth/cookies";
import { sha256 } from "@/server/platform/crypto";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import type { Env } from "@/server/platform/env";
import { newId, newSecret } from "@/server/platform/ids";

/**
 * Browsers that a person has signed in with before, by a secret in a cookie of their own (OWASP: device cookies). An
 * address or a name that a browser gives itself would be guessed or shared; a secret is neither.
 */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

const cookieName = (env: Pick<Env, "NEXTAUTH_URL">): string =>
  `${usesSecureCookies(env) ? "__Host-" : ""}rushtrade.device`;

/** The secret that a browser sent, if it can be one. */
export function deviceOf(
  env: Pick<Env, "NEXTAUTH_URL">,
  cookieHeader: string | null | undefined,
): string | null {
  const sent = cookieValue(cookieHeader, cookieName(env));
  return sent && SECRET.test(sent) ? sent : null;
}

/**
 * The secret of the browser that signs in, from its Cookie header or a new one, and the Set-Cookie line that makes it
 * keep the secret (again for as long).
 */
export function deviceOfSignIn(
  env: Pick<Env, "NEXTAUTH_URL">,
  cookieHeader: string | null | undefined,
): { secret: string; cookie: string } {
  const secret = deviceOf(env, cookieHeader) ?? newSecret();
  const age = Math.floor(DEVICE_LIFE_MS / 1000);
  const secure = usesSecureCookies(env) ? "; Secure" : "";
  const cookie = `${cookieName(env)}=${secret}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
  return { secret, cookie };
}

/** The id of this person's device with that secret, if a sign-in there was ever completed. */
export async function knownDevice(
  db: Db,
  userId: string,
  secret: string | null | undefined,
): Promise<string | null> {
  if (!secret) return null;
  const row = await db.knownDevice.findUnique({
    where: { userId_secretHash: { userId, secretHash: sha256(secret) }, knownSince: { not: null } },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Notes the browser of somebody who has shown the password; it is known only once the sign-in is complete. */
export async function noteDevice(
  tx: Tx,
  userId: string,
  secret: string | null | undefined,
  now: Instant,
): Promise<string | null> {
  if (!secret) return null;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into portal.known_device (id, user_id, secret_hash, last_seen_at)
    values (${newId()}::uuid, ${userId}::uuid, ${sha256(secret)}, ${toDate(now)})
    on conflict (user_id, secret_hash) do update set last_seen_at = excluded.last_seen_at
    returning id`;
  return row?.id ?? null;
}

/** Makes a noted browser a known one; true if it was not known before. */
export async function knowDevice(tx: Tx, deviceId: string, now: Instant): Promise<boolean> {
  const { count } = await tx.knownDevice.updateMany({
    where: { id: deviceId, knownSince: null },
    data: { knownSince: toDate(now) },
  });
  return count > 0;
}

/** Knows no browser of this person any longer but the one that is in use. */
export async function forgetOtherDevices(tx: Tx, userId: string, deviceId: string | null): Promise<void> {
  await tx.knownDevice.updateMany({
    where: { userId, ...(deviceId ? { NOT: { id: deviceId } } : {}) },
    data: { knownSince: null },
  });
}

/** Forgets browsers whose cookie is gone by now. */
export async function removeOldDevices(deps: Deps): Promise<number> {
  const before = toDate(plus(deps.clock.now(), -DEVICE_LIFE_MS));
  const { count } = await deps.db.knownDevice.deleteMany({ where: { lastSeenAt: { lt: before } } });
  return count;
}
