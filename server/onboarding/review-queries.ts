import { AppError, invariant } from "@/domain/errors";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { type ApplicationStatus, isDecided } from "@/domain/onboarding/application-status";
import type { ApplicationInput } from "@/domain/onboarding/inputs";
import { legalName } from "@/domain/onboarding/names";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { instant, toDate } from "@/domain/time/instant";
import { approvalsOf } from "@/server/approvals";
import { auditOf } from "@/server/audit";
import { formOf } from "@/server/onboarding/own-application";
import { waited } from "@/server/onboarding/review-queue";
import { acceptanceViews, checkViews, type ReviewView } from "@/server/onboarding/review-views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const HISTORY = 100;
const MOST_MESSAGES = 200;

function reviewAnswers(form: ApplicationForm): ReviewView["answers"] {
  const { identity, address, employment, profile } = form;
  invariant(identity && address && employment && profile, "a submitted application lacks a step");
  return { identity, address, employment, profile, entity: form.entity ?? null };
}

async function nextInQueue(
  deps: Deps,
  application: { id: string; submittedAt: Date | null },
): Promise<string | null> {
  const waiting = await deps.db.application.findFirst({
    where: {
      status: { in: ["SUBMITTED", "ESCALATED"] },
      NOT: { id: application.id },
      submittedAt: { gte: application.submittedAt ?? toDate(instant(0)) },
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return waiting?.id ?? null;
}

type MessageRow = { id: string; authorId: string; side: string; body: string; createdAt: Date };

/** The thread with its authors, for the staff. */
async function messageViews(deps: Deps, rows: readonly MessageRow[]): Promise<ReviewView["messages"]> {
  const people = await deps.db.user.findMany({
    where: { id: { in: rows.map(({ authorId }) => authorId) } },
    select: { id: true, email: true },
  });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  return rows.map(({ id, authorId, side, body, createdAt }) => ({
    id,
    side: side as "FIRM" | "CUSTOMER",
    body,
    by: emails.get(authorId) ?? "",
    at: createdAt.toISOString(),
  }));
}

async function emailOf(deps: Deps, userId: string): Promise<string> {
  const user = await deps.db.user.findUnique({ where: { id: userId }, select: { email: true } });
  return user?.email ?? "";
}

/** An application beside its evidence. Drafts are their owners' business: NOT_FOUND. */
export async function reviewApplication(
  deps: Deps,
  actor: Actor,
  input: ApplicationInput,
): Promise<ReviewView> {
  const row = await deps.db.application.findFirst({
    where: { id: input.applicationId, NOT: { status: "DRAFT" } },
    include: {
      checks: { where: { supersededAt: null } },
      acceptances: true,
      persons: { orderBy: { key: "asc" } },
      messages: { orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: MOST_MESSAGES },
      coOwner: { select: { userId: true, email: true } },
    },
  });
  if (!row?.submittedAt) throw new AppError("NOT_FOUND");
  const answers = reviewAnswers(formOf(row));
  const account = await deps.db.account.findUnique({
    where: { applicationId: row.id },
    select: { id: true },
  });
  const checks = checkViews(row.checks, row.persons);
  const failed = checks.find((check) => check.outcome === "FAIL");
  const status = row.status as ApplicationStatus;
  return {
    id: row.id,
    number: row.number,
    status,
    accountTypeTitle: ACCOUNT_TYPES[row.accountType as AccountTypeKey].title,
    name: answers.entity?.legalName ?? legalName(answers.identity),
    email: await emailOf(deps, row.userId),
    submittedAt: row.submittedAt.toISOString(),
    waitedMs: waited(deps.clock.now(), row.submittedAt, row.decidedAt),
    answers,
    numberLast4: row.taxIdLast4 ?? "",
    persons: row.persons.map((person) => ({
      key: person.key,
      name: person.name,
      roles: person.roles,
      birthDate: person.birthDate?.toISOString().slice(0, 10) ?? null,
      citizenship: person.citizenship,
      place: person.state ?? person.country,
      numberLast4: person.numberLast4,
    })),
    assignee:
      row.assignedTo === null
        ? null
        : {
            id: row.assignedTo,
            isMe: row.assignedTo === actor.userId,
            email: await emailOf(deps, row.assignedTo),
          },
    isEscalated: row.escalatedAt !== null,
    messages: await messageViews(deps, row.messages),
    lookRequests: (await approvalsOf(deps, actor, row.id)).filter(({ kind }) => kind === "TAX_ID"),
    checks,
    acceptances: acceptanceViews(row.acceptances),
    history: await auditOf(deps.db, [row.id, ...(account ? [account.id] : [])], HISTORY),
    cannotDecide: isDecided(status)
      ? "This application has been decided."
      : row.userId === actor.userId
        ? "This is your own application: somebody else decides on it."
        : null,
    cannotApprove: failed
      ? `"${failed.title}" failed: the application can only be rejected.`
      : status === "INFO_REQUESTED"
        ? "The customer has been asked for more and has not answered yet."
        : null,
    decision:
      row.decidedAt && row.decidedBy
        ? {
            at: row.decidedAt.toISOString(),
            by: await emailOf(deps, row.decidedBy),
            reason: row.decisionReason ?? "",
          }
        : null,
    accountId: account?.id ?? null,
    nextId: await nextInQueue(deps, row),
  };
}
