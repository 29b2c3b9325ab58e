import { AppError } from "@/domain/errors";
import { type Instant, plus, toDate } from "@/domain/time/instant";
import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Env } from "@/server/platform/env";
import { newId, newSecret } from "@/server/platform/ids";

const PURPOSES = {
  VERIFY_EMAIL: { path: "/verify-email", lifeMs: 24 * 3_600_000 },
  RESET_PASSWORD: { path: "/reset-password", lifeMs: 30 * 60_000 },
} as const;
export type TokenPurpose = keyof typeof PURPOSES;

/** The portal's own address, for links in mails. */
export const portalUrl = (env: Pick<Env, "NEXTAUTH_URL" | "PORT">): string =>
  (env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`).replace(/\/(api\/auth)?\/?$/, "");

/** Makes a one-time link; only the hash of its secret is kept. Links of the same purpose made before stop working. */
export async function makeLink(
  tx: Tx,
  env: Pick<Env, "NEXTAUTH_URL" | "PORT">,
  request: { userId: string; purpose: TokenPurpose; now: Instant },
): Promise<string> {
  const { userId, purpose, now } = request;
  const secret = newSecret();
  await tx.emailToken.updateMany({ where: { userId, purpose, usedAt: null }, data: { usedAt: toDate(now) } });
  await tx.emailToken.create({
    data: {
      id: newId(),
      userId,
      purpose,
      tokenHash: sha256(secret),
      expiresAt: toDate(plus(now, PURPOSES[purpose].lifeMs)),
    },
  });
  return `${portalUrl(env)}${PURPOSES[purpose].path}?token=${secret}`;
}

/** Uses a link up: of any number at the same time one succeeds. Throws TOKEN_INVALID for a used, old or unknown one. */
export async function useLink(tx: Tx, purpose: TokenPurpose, secret: string, now: Instant): Promise<string> {
  const [row] = await tx.$queryRaw<{ user_id: string }[]>`
    update portal.email_token set used_at = ${toDate(now)}
    where token_hash = ${sha256(secret)} and purpose = ${purpose} and used_at is null and expires_at > ${toDate(now)}
    returning user_id`;
  if (!row) throw new AppError("TOKEN_INVALID");
  return row.user_id;
}
