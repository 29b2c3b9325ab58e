import { AppError, invariant } from "@/domain/errors";
import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { nextApplicationStatus } from "@/domain/onboarding/application-status";
import { type Check, type OtherPerson, runChecks, worstOutcome } from "@/domain/onboarding/checks";
import type { ApplicationInput } from "@/domain/onboarding/inputs";
import { missingSteps } from "@/domain/onboarding/missing-steps";
import { legalName } from "@/domain/onboarding/names";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { localDateOf, toDate } from "@/domain/time/instant";
import {
  draftOf,
  formOf,
  lockOwnDraft,
  type StoredApplication,
  type WholeApplication,
} from "@/server/onboarding/own-application";
import { myApplication } from "@/server/onboarding/queries";
import { recordSignatures } from "@/server/onboarding/record-signatures";
import type { ApplicationView } from "@/server/onboarding/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

/** Submissions go one at a time: two of one person at the same moment must see each other. */
const ONE_AT_A_TIME = 7_145_002;
const MOST_OTHERS = 50;

type OtherRow = {
  number: string;
  identity: ApplicationForm["identity"];
  same_number: boolean;
  same_birth: boolean;
};

/** Applications of other sign-ins that share the number or the birth date. */
async function otherPeople(tx: Tx, application: StoredApplication): Promise<OtherPerson[]> {
  const rows = await tx.$queryRaw<OtherRow[]>`
    select number, form -> 'identity' as identity, tax_id_fingerprint = ${application.taxIdFingerprint} as same_number,
      form -> 'identity' ->> 'birthDate' = ${formOf(application).identity?.birthDate ?? ""} as same_birth
    from portal.application
    where user_id <> ${application.userId}::uuid and status in ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED', 'APPROVED')
      and (tax_id_fingerprint = ${application.taxIdFingerprint}
           or form -> 'identity' ->> 'birthDate' = ${formOf(application).identity?.birthDate ?? ""})
    order by submitted_at limit ${MOST_OTHERS}`;
  return rows.map((row) => ({
    number: row.number,
    name: row.identity ? legalName(row.identity) : "",
    sharesNumber: row.same_number,
    sharesBirthDate: row.same_birth,
  }));
}

async function checksOf(tx: Tx, deps: Deps, application: StoredApplication): Promise<Check[]> {
  const { identity, address, employment } = formOf(application);
  invariant(
    identity && address && employment && application.taxIdLast4,
    "a complete application lacks a step",
  );
  return runChecks({
    form: { identity, address, employment },
    numberLast4: application.taxIdLast4,
    others: await otherPeople(tx, application),
    today: localDateOf(deps.clock.now()),
  });
}

async function recordSubmission(tx: Tx, deps: Deps, actor: Actor, whole: WholeApplication): Promise<void> {
  const now = deps.clock.now();
  const { application } = whole;
  const checks = await checksOf(tx, deps, application);
  const status = nextApplicationStatus("DRAFT", "submit");
  invariant(status, "a draft can be submitted");
  await tx.applicationCheck.createMany({
    data: checks.map((check) => ({
      ...check,
      id: newId(),
      applicationId: application.id,
      checkedAt: toDate(now),
    })),
  });
  await recordSignatures(tx, deps, whole);
  await tx.application.update({
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
}

/**
 * Submits the actor's own draft: the checks run and are kept with their evidence, the signatures become permanent,
 * and the application waits for a reviewer. APPLICATION_INCOMPLETE names the steps that are missing.
 */
export async function submitApplication(
  deps: Deps,
  actor: Actor,
  input: ApplicationInput,
): Promise<ApplicationView> {
  await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${ONE_AT_A_TIME}::bigint)`;
    const whole = await lockOwnDraft(tx, actor, input.applicationId);
    const missing = missingSteps(draftOf(deps, whole));
    if (missing.length > 0)
      throw new AppError(
        "APPLICATION_INCOMPLETE",
        undefined,
        missing.map(({ step, reason }) => ({ path: step, message: reason })),
      );
    await recordSubmission(tx, deps, actor, whole);
  });
  const application = await myApplication(deps, actor);
  invariant(application, "a submitted application is not there");
  return application;
}
