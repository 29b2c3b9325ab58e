import { AppError, invariant } from "@/domain/errors";
import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { nextApplicationStatus } from "@/domain/onboarding/application-status";
import { worstOutcome } from "@/domain/onboarding/checks";
import type { ApplicationInput } from "@/domain/onboarding/inputs";
import { missingSteps } from "@/domain/onboarding/missing-steps";
import { toDate } from "@/domain/time/instant";
import {
  draftOf,
  findOwnPart,
  lockOwnDraft,
  type WholeApplication,
} from "@/server/onboarding/own-application";
import { viewOf } from "@/server/onboarding/queries";
import {
  askProvider,
  checkApplication,
  lockSubmission,
  type ProviderAnswers,
} from "@/server/onboarding/run-checks";
import { recordSignatures } from "@/server/onboarding/record-signatures";
import type { ApplicationView } from "@/server/onboarding/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

async function recordSubmission(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { whole, answers }: { whole: WholeApplication; answers: ProviderAnswers },
) {
  const now = deps.clock.now();
  const { application } = whole;
  const checks = await checkApplication(tx, deps, whole, answers);
  const status = nextApplicationStatus("DRAFT", "submit");
  invariant(status, "a draft can be submitted");
  await recordSignatures(tx, deps, whole);
  const submitted = await tx.application.update({
    where: { id: application.id },
    data: { status, submittedAt: toDate(now), updatedAt: toDate(now), version: { increment: 1 } },
  });
  await recordAudit(tx, {
    actor,
    action: "application.submitted",
    subjectType: "application",
    subjectId: application.id,
    detail: {
      number: application.number,
      checks: checks.length,
      worst: worstOutcome(checks.map((check) => check.outcome)),
    },
    at: now,
  });
  const body =
    `We have your application ${application.number} (${ACCOUNT_TYPES[application.accountType as AccountTypeKey].title}). ` +
    "A person looks at it next; you see every step on the page where you applied.";
  await sendMail(tx, { to: actor.email, subject: `Application ${application.number} received`, body }, now);
  await publish(tx, "staff", "application");
  await publish(tx, `user:${actor.userId}`, "application");
  if (whole.coOwner?.userId) await publish(tx, `user:${whole.coOwner.userId}`, "application");
  return submitted;
}

const isChanged = (before: WholeApplication, now: WholeApplication): boolean =>
  before.application.version !== now.application.version || before.coOwner?.version !== now.coOwner?.version;

/**
 * Submits the actor's own draft: the checks run and are kept with their evidence, the signatures become permanent,
 * and the application waits for a reviewer. APPLICATION_INCOMPLETE names the steps that are missing.
 */
export async function submitApplication(
  deps: Deps,
  actor: Actor,
  input: ApplicationInput,
): Promise<ApplicationView> {
  // Asked outside the transaction, of what is there now: a draft that changes meanwhile is not sent.
  const before = await findOwnPart(deps.db, actor, input.applicationId);
  const isComplete = before.part === "APPLICANT" && missingSteps(draftOf(deps, before)).length === 0;
  const answers = isComplete ? await askProvider(deps, before) : new Map();
  const submitted = await deps.db.$transaction(async (tx) => {
    // One that was not complete is not sent now either: it is missing steps still, or has changed.
    if (isComplete) await lockSubmission(tx, before);
    const whole = await lockOwnDraft(tx, actor, input.applicationId);
    const missing = missingSteps(draftOf(deps, whole));
    if (missing.length > 0)
      throw new AppError(
        "APPLICATION_INCOMPLETE",
        undefined,
        missing.map(({ step, reason }) => ({ path: step, message: reason })),
      );
    if (isChanged(before, whole)) throw new AppError("CONFLICT");
    return recordSubmission(tx, deps, actor, { whole, answers });
  });
  return viewOf(deps, submitted, "APPLICANT");
}
