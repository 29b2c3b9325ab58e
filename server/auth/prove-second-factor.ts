import { isRecoveryCode, type SecondFactorInput } from "@/domain/auth/second-factor";
import { sessionExpiry } from "@/domain/auth/session-limits";
import { AppError } from "@/domain/errors";
import { type Instant, instantFromDate, toDate } from "@/domain/time/instant";
import { completeSignIn } from "@/server/auth/complete-sign-in";
import { portalUrl } from "@/server/auth/email-tokens";
import { countAttempt, forgiveAttempt, type LimitKey } from "@/server/auth/rate-limits";
import { recoveryHash, secretContext } from "@/server/auth/second-factor-keys";
import { stepOfCode } from "@/server/auth/totp";
import type { Actor, Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

/** In a browser that is known as this person's, tries count for that browser alone; see `signIn`. */
async function limitsOf(deps: Deps, actor: Actor, origin: Origin): Promise<LimitKey[]> {
  const session = await deps.db.session.findUnique({
    where: { id: actor.sessionId },
    select: { device: { select: { id: true, knownSince: true } } },
  });
  const device = session?.device?.knownSince ? session.device.id : null;
  return device
    ? [
        ["CODE_DEVICE", device],
        ["CODE_DEVICE_LONG", device],
      ]
    : [
        ["CODE_PERSON", actor.userId],
        ["CODE_PERSON_LONG", actor.userId],
        ["CODE_PLACE", origin.ip],
      ];
}

/** Takes an app's code: its step must be later than any that was taken before. Of any number at once one succeeds. */
async function takeAppCode(tx: Tx, deps: Deps, actor: Actor, code: string, now: Instant): Promise<boolean> {
  const factor = await tx.secondFactor.findUnique({ where: { userId: actor.userId } });
  if (!factor?.secretSealed) throw new AppError("SECOND_FACTOR_MISSING");
  const key = deps.cipher.decrypt(factor.secretSealed, secretContext(actor.userId));
  const step = stepOfCode(key, code, now);
  if (step === null) return false;
  const { count } = await tx.secondFactor.updateMany({
    where: { userId: actor.userId, secretSealed: factor.secretSealed, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Uses a recovery code up, and tells its owner; of any number at once one succeeds. */
async function takeRecoveryCode(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  code: string,
  now: Instant,
): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId: actor.userId, codeHash: recoveryHash(deps, actor.userId, code), usedAt: null },
    data: { usedAt: toDate(now) },
  });
  if (count === 0) return false;
  const left = await tx.recoveryCode.count({ where: { userId: actor.userId, usedAt: null } });
  const body =
    `One of your recovery codes was used in place of your authenticator app; ${left} ${left === 1 ? "is" : "are"} left. ` +
    "If it was not you, choose a new password at once and make new recovery codes in Settings, under Security.";
  const link = `${portalUrl(deps.env)}/settings/security`;
  await sendMail(tx, { to: actor.email, subject: "A recovery code was used", body, link }, now);
  return true;
}

/** Whoever tries so many codes knows the password: the owner is told of it, once an hour. Passes the refusal on. */
async function warnOwner(deps: Deps, actor: Actor, refusal: unknown): Promise<never> {
  try {
    await countAttempt(deps, [["WARNING_PERSON", actor.userId]]);
  } catch {
    throw refusal;
  }
  const body =
    "Somebody signed in to RushTrade with your password and then tried one wrong code after another. They did not get in. " +
    "If it was not you, they know your password: choose a new one at once with the link below.";
  const link = `${portalUrl(deps.env)}/forgot-password`;
  await sendMail(
    deps.db,
    { to: actor.email, subject: "Somebody may know your password", body, link },
    deps.clock.now(),
  );
  throw refusal;
}

/**
 * Shows a code in this session: completes a sign-in that waits for it, and lets what moves money happen for ten
 * minutes. Throws CODE_REFUSED for a wrong code and for one that was taken before, RATE_LIMITED after too many.
 */
export async function proveSecondFactor(
  deps: Deps,
  actor: Actor,
  { code }: SecondFactorInput,
  origin: Origin,
): Promise<{ usedRecoveryCode: boolean }> {
  const limits = await limitsOf(deps, actor, origin);
  await countAttempt(deps, limits).catch((refusal: unknown) => warnOwner(deps, actor, refusal));
  const now = deps.clock.now();
  const usedRecoveryCode = isRecoveryCode(code);
  const take = usedRecoveryCode ? takeRecoveryCode : takeAppCode;
  await deps.db.$transaction(async (tx) => {
    if (!(await take(tx, deps, actor, code, now))) throw new AppError("CODE_REFUSED");
    await markProven(tx, deps, actor, now);
    await recordAudit(tx, {
      actor,
      action: "session.second_factor_proven",
      subjectType: "session",
      subjectId: actor.sessionId,
      detail: { by: usedRecoveryCode ? "RECOVERY_CODE" : "APP" },
      at: now,
    });
  });
  await forgiveAttempt(deps, limits);
  return { usedRecoveryCode };
}

/** Writes down that the second factor was shown in this session; a sign-in that waited for it is complete. */
export async function markProven(tx: Tx, deps: Deps, actor: Actor, now: Instant): Promise<void> {
  const session = await tx.session.findUnique({ where: { id: actor.sessionId, endedAt: null } });
  if (!session) throw new AppError("UNAUTHENTICATED");
  const wasPending = session.secondFactorAt === null && !isPasswordSession(actor);
  const expiry = toDate(sessionExpiry(actor.role, instantFromDate(session.createdAt), now));
  await tx.session.update({
    where: { id: actor.sessionId },
    data: { secondFactorAt: toDate(now), lastSeenAt: toDate(now), expiresAt: expiry },
  });
  if (wasPending) {
    const user = { id: actor.userId, email: actor.email };
    await completeSignIn(tx, deps, { sessionId: actor.sessionId, user, now });
  }
}

/** A customer without a second factor was signed in by the password alone. */
const isPasswordSession = ({ role, secondFactor }: Actor): boolean =>
  role === "INVESTOR" && !secondFactor?.isEnrolled;
