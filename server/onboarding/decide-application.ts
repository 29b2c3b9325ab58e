import { AppError, invariant } from "@/domain/errors";
import { nextApplicationStatus, statusBefore } from "@/domain/onboarding/application-status";
import { CHECK_TITLES, type CheckKind } from "@/domain/onboarding/checks";
import type { DecideInput } from "@/domain/onboarding/inputs";
import { toDate } from "@/domain/time/instant";
import { openAccount } from "@/server/accounts";
import { accountRequestOf } from "@/server/onboarding/account-request";
import type { StoredApplication } from "@/server/onboarding/own-application";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

export type Decision = { applicationId: string; status: "APPROVED" | "REJECTED"; accountId: string | null };

type Waiting = StoredApplication;

/** Loads what is to be decided and refuses what may not be: one's own, a draft, an approval over a failed check. */
async function applicationToDecide(tx: Tx, actor: Actor, input: DecideInput): Promise<Waiting> {
  const application = await tx.application.findFirst({
    where: { id: input.applicationId, NOT: { status: "DRAFT" } },
    include: { checks: { where: { outcome: "FAIL" } } },
  });
  if (!application) throw new AppError("NOT_FOUND");
  if (application.userId === actor.userId) throw new AppError("MAKER_IS_CHECKER");
  const [failed] = application.checks;
  if (input.decision === "approve" && failed)
    throw new AppError(
      "CONFLICT",
      `The check "${CHECK_TITLES[failed.kind as CheckKind]}" failed, so this application can only be rejected.`,
    );
  return application;
}

/** A rejected customer is told the decision, never the reason: it may touch a list that must not be tipped off. */
async function tellApplicant(tx: Tx, deps: Deps, application: Waiting, approved: boolean): Promise<void> {
  const { email } = await tx.user.findUniqueOrThrow({
    where: { id: application.userId },
    select: { email: true },
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
  await sendMail(tx, { to: email, ...mail }, deps.clock.now());
  await publish(tx, `user:${application.userId}`, "application");
  await publish(tx, "staff", "application");
}

/**
 * Approves or rejects a submitted application, once: of reviewers who decide at the same time, one does and the
 * others hear APPLICATION_ALREADY_DECIDED. Approval makes the account and asks the clearing firm to open it, all in
 * one transaction. MAKER_IS_CHECKER for one's own application; CONFLICT for an approval over a failed check.
 */
export async function decideApplication(deps: Deps, actor: Actor, input: DecideInput): Promise<Decision> {
  const now = deps.clock.now();
  const from = statusBefore(input.decision);
  const status = nextApplicationStatus(from, input.decision);
  invariant(status === "APPROVED" || status === "REJECTED", "a decision ends an application");
  const decision = await deps.db.$transaction(async (tx) => {
    const application = await applicationToDecide(tx, actor, input);
    const { count } = await tx.application.updateMany({
      where: { id: application.id, status: from },
      data: {
        status,
        decidedAt: toDate(now),
        decidedBy: actor.userId,
        decisionReason: input.reason,
        updatedAt: toDate(now),
        version: { increment: 1 },
      },
    });
    if (count === 0) throw new AppError("APPLICATION_ALREADY_DECIDED");
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
