import {
  type BeginSecondFactorInput,
  RECOVERY_CODES,
  type SecondFactorInput,
  spellRecoveryCode,
} from "@/domain/auth/second-factor";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import { portalUrl } from "@/server/auth/email-tokens";
import { requireCurrentPassword } from "@/server/auth/passwords";
import { markProven } from "@/server/auth/prove-second-factor";
import { countAttempt, forgiveAttempt } from "@/server/auth/rate-limits";
import { replaceRecoveryCodes, secretContext } from "@/server/auth/second-factor-keys";
import { qrCode } from "@/server/auth/qr-code";
import { endSessions } from "@/server/auth/sessions";
import { newTotpKey, stepOfCode, totpAddress } from "@/server/auth/totp";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

/** How one's second factor stands. Instants are ISO texts. */
export type SecondFactorView = {
  isEnrolled: boolean;
  since: string | null;
  recoveryCodesLeft: number;
  recoveryCodes: number;
  /** Staff may exchange theirs and not be without one. */
  isRequired: boolean;
};

/** A key to take into an app: as text, and as a QR code in modules (`path` is an SVG path over `size` by `size`). */
export type OfferedKeyView = { key: string; qr: { size: number; path: string } };

export async function readSecondFactor(deps: Deps, actor: Actor): Promise<SecondFactorView> {
  const [factor, recoveryCodesLeft] = await Promise.all([
    deps.db.secondFactor.findUnique({ where: { userId: actor.userId } }),
    deps.db.recoveryCode.count({ where: { userId: actor.userId, usedAt: null } }),
  ]);
  return {
    isEnrolled: Boolean(factor?.secretSealed),
    since: factor?.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft,
    recoveryCodes: RECOVERY_CODES,
    isRequired: actor.role !== "INVESTOR",
  };
}

async function tell(tx: Tx, deps: Deps, actor: Actor, subject: string, what: string): Promise<void> {
  const body = `${what} If it was not you, choose a new password at once with the link below and write to us.`;
  const link = `${portalUrl(deps.env)}/forgot-password`;
  await sendMail(tx, { to: actor.email, subject, body, link }, deps.clock.now());
}

const audited = (actor: Actor, action: string, deps: Deps) => ({
  actor,
  action,
  subjectType: "user",
  subjectId: actor.userId,
  at: deps.clock.now(),
});

/**
 * Offers a new key to somebody who knows the password. It counts once a code of it has been shown; an authenticator that
 * counts already goes on until then. Throws VALIDATION for a wrong password.
 */
export async function beginSecondFactor(
  deps: Deps,
  actor: Actor,
  input: BeginSecondFactorInput,
): Promise<OfferedKeyView> {
  await requireCurrentPassword(deps, actor, input.password, "password");
  const key = newTotpKey();
  const offer = {
    offeredSealed: deps.cipher.encrypt(key, secretContext(actor.userId)),
    offeredAt: toDate(deps.clock.now()),
  };
  await deps.db.$transaction(async (tx) => {
    await tx.secondFactor.upsert({
      where: { userId: actor.userId },
      create: { userId: actor.userId, ...offer },
      update: offer,
    });
    await recordAudit(tx, audited(actor, "user.second_factor_offered", deps));
  });
  return { key, qr: qrCode(totpAddress(key, actor.email)) };
}

/**
 * Makes the offered key count, by a code of it. This session has thereby shown it; all others end. Answers with the
 * recovery codes, once. Throws CODE_REFUSED; of two at once one succeeds.
 */
export async function confirmSecondFactor(
  deps: Deps,
  actor: Actor,
  { code }: SecondFactorInput,
): Promise<{ recoveryCodes: string[] }> {
  const limits = [["CODE_PERSON", actor.userId]] as const;
  await countAttempt(deps, limits);
  const now = deps.clock.now();
  const recoveryCodes = await deps.db.$transaction(async (tx) => {
    const factor = await tx.secondFactor.findUnique({ where: { userId: actor.userId } });
    const sealed = factor?.offeredSealed;
    const step = sealed && stepOfCode(deps.cipher.decrypt(sealed, secretContext(actor.userId)), code, now);
    if (!sealed || !step) throw new AppError("CODE_REFUSED");
    const { count } = await tx.secondFactor.updateMany({
      where: { userId: actor.userId, offeredSealed: sealed },
      data: {
        secretSealed: sealed,
        confirmedAt: toDate(now),
        lastStep: step,
        offeredSealed: null,
        offeredAt: null,
      },
    });
    if (count === 0) throw new AppError("CODE_REFUSED");
    const codes = await replaceRecoveryCodes(tx, deps, actor.userId);
    await markProven(tx, deps, actor, now);
    await endSessions(tx, actor.userId, now, actor.sessionId);
    await tell(
      tx,
      deps,
      actor,
      "An authenticator app was set up",
      "From now on, signing in to RushTrade as you asks for a code of an authenticator app. Your other sessions were ended.",
    );
    await recordAudit(tx, audited(actor, "user.second_factor_confirmed", deps));
    return codes.map(spellRecoveryCode);
  });
  await forgiveAttempt(deps, limits);
  return { recoveryCodes };
}

/** Turns the second factor off, with its recovery codes. Throws FORBIDDEN for staff, who must have one. */
export async function turnOffSecondFactor(deps: Deps, actor: Actor): Promise<void> {
  if (actor.role !== "INVESTOR")
    throw new AppError(
      "FORBIDDEN",
      "The broker’s staff must have a second factor. You can exchange it for another.",
    );
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.secondFactor.deleteMany({ where: { userId: actor.userId } });
    if (count === 0) throw new AppError("SECOND_FACTOR_MISSING");
    await tx.recoveryCode.deleteMany({ where: { userId: actor.userId } });
    await tell(
      tx,
      deps,
      actor,
      "Your second factor was turned off",
      "From now on, your password alone signs you in to RushTrade, and money cannot be moved out.",
    );
    await recordAudit(tx, audited(actor, "user.second_factor_turned_off", deps));
  });
}

/** Makes ten new recovery codes; those before them stop working. */
export async function renewRecoveryCodes(deps: Deps, actor: Actor): Promise<{ recoveryCodes: string[] }> {
  return deps.db.$transaction(async (tx) => {
    // The row is locked, so that of two at once the later one's codes are the only ones.
    const rows = await tx.$queryRaw<unknown[]>`
      select 1 from portal.second_factor where user_id = ${actor.userId}::uuid and secret_sealed is not null for update`;
    if (rows.length === 0) throw new AppError("SECOND_FACTOR_MISSING");
    const codes = await replaceRecoveryCodes(tx, deps, actor.userId);
    await tell(
      tx,
      deps,
      actor,
      "New recovery codes were made",
      "Ten new recovery codes were made for you; those from before no longer work.",
    );
    await recordAudit(tx, audited(actor, "user.recovery_codes_renewed", deps));
    return { recoveryCodes: codes.map(spellRecoveryCode) };
  });
}
