import { AppError, invariant } from "@/domain/errors";
import { CHECK_TITLES, type CheckKind } from "@/domain/onboarding/checks";
import type { DecideInput } from "@/domain/onboarding/inputs";
import { toDate } from "@/domain/time/instant";
import { openAccount } from "@/server/accounts";
import { accountRequestOf } from "@/server/onboarding/account-request";
import { lockForReview, type OnTheDesk, statusAfter } from "@/server/onboarding/review-lock";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMails } from "@/server/platform/mail";
import { publishAll } from "@/server/platform/news";

export type Decision = { applicationId: string; status: "APPROVED" | "REJECTED"; accountId: string | null };

/** Refuses an approval over a failed check. */
async function refuseFailed(tx: Tx, applicationId: string): Promise<void> {
  const failed = await tx.applicationCheck.findFirst({ where: { applicationId, outcome: "FAIL" } });
  if (failed)
    throw new AppError(
      "CONFLICT",
      `The check "${CHECK_TITLES[failed.kind as CheckKind]}" failed, so this application can only be rejected.`,
    );
}

/** Everybody who signed: the applicant and a second owner. */
const signersOf = async (tx: Tx, application: OnTheDesk): Promise<string[]> => {
  const coOwner = await tx.coOwner.findUnique({ where: { applicationId: application.id } });
  return [application.userId, ...(coOwner?.userId ? [coOwner.userId] : [])];
};

/** A rejected customer is told the decision, never the reason: it may touch a list that must not be tipped off. */
async function tellApplicant(tx: Tx, deps: Deps, application: OnTheDesk, approved: boolean): Promise<void> {
  const signers = await tx.user.findMany({
    where: { id: { in: await signersOf(tx, application) } },
    select: { id: true, email: true },
  });
  const mail = approved
    ? {
        subject: `Application ${application.number} approved`,
        body: "Your application is approved. Meridian Clearing Corporation is opening the account now; you get its number in a moment.",
      }
    : {
        subject: `Application ${application.number}: our decision`,
        body: "We are sorry: we cannot open an account for you on this application. If you think that something was misunderstood, write to us.",
      };
  await sendMails(
    tx,
    signers.map(({ email }) => ({ to: email, ...mail })),
    deps.clock.now(),
  );
  const topics = signers.map(({ id }) => `user:${id}` as const);
  await publishAll(tx, [...topics, "staff"], "application");
}

/**
 * Approves or rejects an application, once: of reviewers who decide at the same time, one does and the others hear
 * APPLICATION_ALREADY_DECIDED. One that was escalated is an administrator's. Approval makes the account and asks the clearing firm to open it, all in
 * one transaction. MAKER_IS_CHECKER for one's own application; CONFLICT for an approval over a failed check.
 */
export async function decideApplication(deps: Deps, actor: Actor, input: DecideInput): Promise<Decision> {
  const now = deps.clock.now();
  const decision = await deps.db.$transaction(async (tx) => {
    const application = await lockForReview(tx, actor, input.applicationId);
    const status = statusAfter(application, input.decision, actor);
    invariant(status === "APPROVED" || status === "REJECTED", "a decision ends an application");
    if (status === "APPROVED") await refuseFailed(tx, application.id);
    await tx.application.update({
      where: { id: application.id },
      data: {
        status,
        decidedAt: toDate(now),
        decidedBy: actor.userId,
        decisionReason: input.reason,
        updatedAt: toDate(now),
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, {
      actor,
      action: status === "APPROVED" ? "application.approved" : "application.rejected",
      subjectType: "application",
      subjectId: application.id,
      detail: { number: application.number, reason: input.reason },
      at: now,
    });
    const accountId =
      status === "APPROVED"
        ? await openAccount(tx, deps, actor, await accountRequestOf(tx, application))
        : null;
    await tellApplicant(tx, deps, application, status === "APPROVED");
    return { applicationId: application.id, status, accountId };
  });
  deps.nudge();
  return decision;
}
