import type { ProposeSecondFactorResetInput } from "@/domain/auth/second-factor";
import { AppError } from "@/domain/errors";
import { type ApprovalEffect, type Approved, propose } from "@/server/approvals";
import { portalUrl } from "@/server/auth/email-tokens";
import { endSessions } from "@/server/auth/sessions";
import type { Actor, Role } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

const NOTHING_TO_RESET = "This person has no second factor.";

/** A colleague's is the administrators' business, a customer's anybody's of the staff; nobody's own. */
function requireAbout(actor: Actor, user: { id: string; role: string }): void {
  if (user.id === actor.userId) throw new AppError("FOUR_EYES", "Others must do this for you.");
  const isColleague = (user.role as Role) !== "INVESTOR";
  if (isColleague && actor.role !== "ADMIN") throw new AppError("FORBIDDEN");
}

/**
 * Proposes to take away the second factor of somebody who has lost the app and the recovery codes, and who was
 * recognized another way (the reason says how). Somebody else must approve. The person is told by mail, and can
 * contradict. NOT_FOUND; FOUR_EYES for one's own; FORBIDDEN to a reviewer for a colleague's; CONFLICT where there is
 * nothing to take away, or where it is proposed already.
 */
export async function proposeSecondFactorReset(
  deps: Deps,
  actor: Actor,
  { email, reason }: ProposeSecondFactorResetInput,
): Promise<{ approvalId: string }> {
  return deps.db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({
      where: { email },
      select: { id: true, role: true, displayName: true },
    });
    if (!user) throw new AppError("NOT_FOUND", "Nobody has this e-mail address.");
    requireAbout(actor, user);
    const factor = await tx.secondFactor.findUnique({ where: { userId: user.id } });
    if (!factor?.secretSealed) throw new AppError("CONFLICT", NOTHING_TO_RESET);
    const approvalId = await propose(tx, deps, actor, {
      kind: "SECOND_FACTOR_RESET",
      subjectType: "user",
      subjectId: user.id,
      payload: { person: user.displayName, email, role: user.role.toLowerCase() },
      reason,
    });
    await tell(tx, deps, email, {
      subject: "Somebody asked us to reset your second factor",
      body: "We were told that you have lost your authenticator app and your recovery codes. A second person here must agree before anything happens. If it was not you, write to us at once.",
    });
    return { approvalId };
  });
}

type Letter = { subject: string; body: string; link?: string };
const tell = (tx: Tx, deps: Deps, to: string, letter: Letter): Promise<void> =>
  sendMail(tx, { to, ...letter }, deps.clock.now());

/** Takes the factor and its recovery codes away, ends every session, forgets the browsers, and tells the person. */
async function reset(tx: Tx, deps: Deps, actor: Actor, { id, subjectId, reason }: Approved): Promise<void> {
  const now = deps.clock.now();
  const { email } = await tx.user.findUniqueOrThrow({ where: { id: subjectId }, select: { email: true } });
  const { count } = await tx.secondFactor.deleteMany({ where: { userId: subjectId } });
  if (count === 0) throw new AppError("CONFLICT", NOTHING_TO_RESET);
  await tx.recoveryCode.deleteMany({ where: { userId: subjectId } });
  const sessionsEnded = await endSessions(tx, subjectId, now);
  await tx.knownDevice.deleteMany({ where: { userId: subjectId } });
  await tell(tx, deps, email, {
    subject: "Your second factor was reset",
    body: "Your authenticator app and recovery codes no longer count, and all your sessions were ended. Sign in with your password and set up an app again: until then money cannot be moved out. If it was not you, choose a new password at once with the link below and write to us.",
    link: `${portalUrl(deps.env)}/forgot-password`,
  });
  await recordAudit(tx, {
    actor,
    action: "user.second_factor_reset",
    subjectType: "user",
    subjectId,
    detail: { approvalId: id, reason, sessionsEnded },
    at: now,
  });
}

/** Decided by a third person: not by whoever proposed it, and not by whom it concerns (FOUR_EYES). */
export const secondFactorEffect: ApprovalEffect = {
  approved: reset,
  async barred(tx, actor, { subjectId }) {
    const select = { id: true, role: true } as const;
    requireAbout(actor, await tx.user.findUniqueOrThrow({ where: { id: subjectId }, select }));
  },
};
