import type { EmailLinkInput } from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import { portalUrl } from "@/server/auth/email-tokens";
import { countAttempt } from "@/server/auth/rate-limits";
import { endSessions } from "@/server/auth/sessions";
import type { Actor, Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { sha256 } from "@/server/platform/crypto";
import { isUniqueViolation, type Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

type Change = Prisma.EmailChangeGetPayload<{ include: { user: true } }>;

/** The change that a secret belongs to, locked, while it waits. TOKEN_INVALID for any other. */
async function waitingChange(
  tx: Tx,
  deps: Deps,
  secret: string,
): Promise<{ change: Change; isOld: boolean }> {
  const hash = sha256(secret);
  const now = toDate(deps.clock.now());
  await tx.$executeRaw`
    select 1 from portal.email_change where ${hash} in (old_hash, new_hash) and ended_at is null for update`;
  const change = await tx.emailChange.findFirst({
    where: { OR: [{ oldHash: hash }, { newHash: hash }], endedAt: null, expiresAt: { gt: now } },
    include: { user: true },
  });
  if (!change) throw new AppError("TOKEN_INVALID");
  return { change, isOld: change.oldHash === hash };
}

const audited = (tx: Tx, deps: Deps, { user, id }: Change, action: string, detail: Prisma.InputJsonObject) =>
  recordAudit(tx, {
    actor: { userId: user.id, role: user.role as Actor["role"] },
    action,
    subjectType: "user",
    subjectId: user.id,
    detail: { changeId: id, ...detail },
    at: deps.clock.now(),
  });

/** Both have confirmed: the address changes, links to the old mailbox stop working, and everybody signs in anew. */
async function finish(tx: Tx, deps: Deps, change: Change): Promise<void> {
  const now = deps.clock.now();
  const { userId, oldEmail, newEmail } = change;
  await tx.user.update({ where: { id: userId }, data: { email: newEmail, emailVerifiedAt: toDate(now) } });
  await tx.emailChange.update({
    where: { id: change.id },
    data: { endedAt: toDate(now), outcome: "CHANGED" },
  });
  await tx.emailToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: toDate(now) } });
  const sessionsEnded = await endSessions(tx, userId, now);
  const letter = {
    subject: "Your e-mail address was changed",
    body: `From now on you sign in with ${newEmail}, and we write to you there. Your sessions were ended. If it was not you, write to us at once.`,
    link: `${portalUrl(deps.env)}/sign-in`,
  };
  for (const to of [oldEmail, newEmail]) await sendMail(tx, { to, ...letter }, now);
  await audited(tx, deps, change, "user.email_changed", { oldEmail, newEmail, sessionsEnded });
}

/**
 * Confirms a change from one of the two addresses; the second confirmation makes it. Throws TOKEN_INVALID for a link that
 * is unknown, old, or of a change that is over; CONFLICT when the new address has become somebody else's.
 */
export async function confirmEmailChange(
  deps: Deps,
  { token }: EmailLinkInput,
  origin: Origin,
): Promise<{ isChanged: boolean; newEmail: string }> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const now = toDate(deps.clock.now());
  try {
    return await deps.db.$transaction(async (tx) => {
      const { change, isOld } = await waitingChange(tx, deps, token);
      const oldConfirmedAt = isOld ? (change.oldConfirmedAt ?? now) : change.oldConfirmedAt;
      const newConfirmedAt = isOld ? change.newConfirmedAt : (change.newConfirmedAt ?? now);
      await tx.emailChange.update({ where: { id: change.id }, data: { oldConfirmedAt, newConfirmedAt } });
      const isChanged = oldConfirmedAt !== null && newConfirmedAt !== null;
      if (isChanged) await finish(tx, deps, change);
      else await audited(tx, deps, change, "user.email_change_confirmed", { from: isOld ? "old" : "new" });
      return { isChanged, newEmail: change.newEmail };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("CONFLICT", "This address cannot be used any more. Please ask for the change anew.");
  }
}

/**
 * "It was not me", from the old address: the change is over and every session ends, because whoever asked knew the
 * password. Throws TOKEN_INVALID, also for the link to the new address.
 */
export async function stopEmailChange(deps: Deps, { token }: EmailLinkInput, origin: Origin): Promise<null> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { change, isOld } = await waitingChange(tx, deps, token);
    if (!isOld) throw new AppError("TOKEN_INVALID");
    await tx.emailChange.update({
      where: { id: change.id },
      data: { endedAt: toDate(now), outcome: "STOPPED" },
    });
    const sessionsEnded = await endSessions(tx, change.userId, now);
    await sendMail(
      tx,
      {
        to: change.oldEmail,
        subject: "The change of your e-mail address was stopped",
        body: "You sign in with this address as before, and all sessions were ended. Whoever asked for the change knew your password: choose a new one with the link below.",
        link: `${portalUrl(deps.env)}/forgot-password`,
      },
      now,
    );
    await audited(tx, deps, change, "user.email_change_stopped", { sessionsEnded });
  });
  return null;
}
