import type {
  ChangePasswordInput,
  EmailOnlyInput,
  RenameInput,
  ResetPasswordInput,
} from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import { forgetOtherDevices, knowDevice, noteDevice } from "@/server/auth/devices";
import { makeLink, portalUrl, useLink } from "@/server/auth/email-tokens";
import { hashPassword, requireCurrentPassword, requireGoodPassword } from "@/server/auth/passwords";
import { clearAttempts, countAttempt } from "@/server/auth/rate-limits";
import { endSessions } from "@/server/auth/sessions";
import type { Actor, Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

async function tellChanged(tx: Tx, deps: Deps, email: string): Promise<void> {
  const body =
    "Your RushTrade password has just been changed and your other sessions were ended. If it was not you, choose a " +
    "new password at once with the link below and write to us.";
  const link = `${portalUrl(deps.env)}/forgot-password`;
  await sendMail(tx, { to: email, subject: "Your password was changed", body, link }, deps.clock.now());
}

/** Sends a link to choose a new password, if somebody confirmed has this address; the answer never tells. */
export async function requestPasswordReset(
  deps: Deps,
  input: EmailOnlyInput,
  origin: Origin,
): Promise<{ email: string }> {
  await countAttempt(deps, [
    ["MAIL_PLACE", origin.ip],
    ["MAIL_PERSON", input.email],
  ]);
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: input.email } });
    if (!user) return;
    const link = await makeLink(tx, deps.env, { userId: user.id, purpose: "RESET_PASSWORD", now });
    const body =
      "Use the link to choose a new password; it works once, for 30 minutes.\n\n" +
      "If you did not ask for this, ignore this message: your password stays as it is.";
    await sendMail(tx, { to: user.email, subject: "Choose a new password", body, link }, now);
  });
  return { email: input.email };
}

/**
 * Sets a new password with a link from a mail, ends all sessions, knows no other browser any longer, and confirms the address (whoever has the link has
 * the mailbox). Throws TOKEN_INVALID; a password that is too weak leaves the link unused.
 */
export async function resetPassword(
  deps: Deps,
  input: ResetPasswordInput,
  origin: Origin,
): Promise<{ email: string }> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const now = deps.clock.now();
  const passwordHash = await hashPassword(input.password);
  const changed = await deps.db.$transaction(async (tx) => {
    const userId = await useLink(tx, "RESET_PASSWORD", input.token, now);
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    requireGoodPassword(input.password, user);
    const emailVerifiedAt = user.emailVerifiedAt ?? toDate(now);
    await tx.user.update({ where: { id: userId }, data: { passwordHash, emailVerifiedAt } });
    const ended = await endSessions(tx, userId, now);
    // This browser is the owner's, who has the mailbox; those that knew the old password are strangers again.
    const deviceId = await noteDevice(tx, userId, origin.device, now);
    if (deviceId) await knowDevice(tx, deviceId, now);
    await forgetOtherDevices(tx, userId, deviceId);
    await tellChanged(tx, deps, user.email);
    await recordAudit(tx, {
      actor: { userId, role: user.role as Actor["role"] },
      action: "user.password_reset",
      subjectType: "user",
      subjectId: userId,
      detail: { sessionsEnded: ended },
      at: now,
    });
    return { email: user.email };
  });
  // Whoever has the mailbox is not shut out by what strangers have tried.
  await clearAttempts(deps, [
    ["SIGN_IN_PERSON", changed.email],
    ["SIGN_IN_PERSON_LONG", changed.email],
  ]);
  return changed;
}

/** Changes the password of somebody who knows the current one; ends all other sessions. */
export async function changePassword(
  deps: Deps,
  actor: Actor,
  input: ChangePasswordInput,
): Promise<{ ended: number }> {
  const knownHash = await requireCurrentPassword(deps, actor, input.currentPassword, "currentPassword");
  requireGoodPassword(input.password, actor);
  const passwordHash = await hashPassword(input.password);
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    // The hash stands in the condition: of two changes at once, the second no longer knows the current password.
    const { count } = await tx.user.updateMany({
      where: { id: actor.userId, passwordHash: knownHash },
      data: { passwordHash },
    });
    if (count === 0) throw new AppError("CONFLICT");
    const ended = await endSessions(tx, actor.userId, now, actor.sessionId);
    await tellChanged(tx, deps, actor.email);
    await recordAudit(tx, {
      actor,
      action: "user.password_changed",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { sessionsEnded: ended },
      at: now,
    });
    return { ended };
  });
}

/** Changes the name that the portal greets with; the legal name on an account is another thing. */
export async function rename(deps: Deps, actor: Actor, input: RenameInput): Promise<{ displayName: string }> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: actor.userId }, data: { displayName: input.displayName } });
    await recordAudit(tx, {
      actor,
      action: "user.renamed",
      subjectType: "user",
      subjectId: actor.userId,
      at: now,
    });
    return { displayName: input.displayName };
  });
}
