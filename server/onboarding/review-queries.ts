import { AppError, invariant } from "@/domain/errors";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { type ApplicationStatus, isDecided } from "@/domain/onboarding/application-status";
import { type CheckOutcome, worstOutcome } from "@/domain/onboarding/checks";
import type { ApplicationInput, QueueInput } from "@/domain/onboarding/inputs";
import { legalName } from "@/domain/onboarding/names";
import { countryName, usState } from "@/domain/onboarding/places";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { type Instant, instant, toDate } from "@/domain/time/instant";
import { auditOf } from "@/server/audit";
import { formOf } from "@/server/onboarding/own-application";
import {
  acceptanceViews,
  checkViews,
  type QueueLine,
  type QueuePage,
  type ReviewView,
} from "@/server/onboarding/review-views";
import type { Actor } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const PAGE = 50;
const HISTORY = 100;

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;

type QueueRow = {
  id: string;
  number: string;
  account_type: AccountTypeKey;
  status: ApplicationStatus;
  submitted_at: Date;
  decided_at: Date | null;
  identity: ApplicationForm["identity"];
  address: ApplicationForm["address"];
  outcomes: CheckOutcome[] | null;
};

function placeOf(address: ApplicationForm["address"]): string {
  if (!address) return "";
  return "state" in address ? (usState(address.state)?.name ?? address.state) : countryName(address.country);
}

const waited = (now: Instant, submittedAt: Date, decidedAt: Date | null): number =>
  Math.max(0, (decidedAt?.getTime() ?? now) - submittedAt.getTime());

const queueLine = (row: QueueRow, now: Instant): QueueLine => ({
  id: row.id,
  number: row.number,
  name: row.identity ? legalName(row.identity) : "",
  about: `${placeOf(row.address)} · ${ACCOUNT_TYPES[row.account_type].title}`,
  status: row.status,
  submittedAt: row.submitted_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
  waitedMs: waited(now, row.submitted_at, row.decided_at),
  flag: worstOutcome(row.outcomes ?? []),
});

function afterCursor(cursor: string): Prisma.Sql {
  const [ms = "", id = ""] = cursor.split(":");
  return Prisma.sql`(a.submitted_at, a.id) > (${toDate(instant(Number(ms)))}, ${id}::uuid)`;
}

/** Applications of one status, the longest waiting first. */
export async function reviewQueue(deps: Deps, input: QueueInput): Promise<QueuePage> {
  const conditions = [Prisma.sql`a.status = ${input.status}`];
  if (input.search) {
    const pattern = like(input.search);
    conditions.push(Prisma.sql`(a.number ilike ${pattern} or u.email ilike ${pattern} or
      concat_ws(' ', a.form -> 'identity' ->> 'firstName', a.form -> 'identity' ->> 'lastName') ilike ${pattern})`);
  }
  if (input.cursor) conditions.push(afterCursor(input.cursor));
  const rows = await deps.db.$queryRaw<QueueRow[]>`
    select a.id, a.number, a.account_type, a.status, a.submitted_at, a.decided_at, a.form -> 'identity' as identity,
      a.form -> 'address' as address,
      (select array_agg(c.outcome) from portal.application_check c where c.application_id = a.id) as outcomes
    from portal.application a join portal.users u on u.id = a.user_id
    where ${Prisma.join(conditions, " and ")}
    order by a.submitted_at, a.id limit ${PAGE + 1}`;
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    applications: shown.map((row) => queueLine(row, deps.clock.now())),
    nextCursor: rows.length > PAGE && last ? `${last.submitted_at.getTime()}:${last.id}` : null,
  };
}

/** How many applications wait: the number beside the staff's link. */
export const waitingCount = (deps: Deps): Promise<number> =>
  deps.db.application.count({ where: { status: "SUBMITTED" } });

function reviewAnswers(form: ApplicationForm): ReviewView["answers"] {
  const { identity, address, employment, profile } = form;
  invariant(identity && address && employment && profile, "a submitted application lacks a step");
  return { identity, address, employment, profile };
}

async function nextInQueue(
  deps: Deps,
  application: { id: string; submittedAt: Date | null },
): Promise<string | null> {
  const waiting = await deps.db.application.findFirst({
    where: {
      status: "SUBMITTED",
      NOT: { id: application.id },
      submittedAt: { gte: application.submittedAt ?? toDate(instant(0)) },
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return waiting?.id ?? null;
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
    include: { checks: true, acceptances: true },
  });
  if (!row?.submittedAt) throw new AppError("NOT_FOUND");
  const answers = reviewAnswers(formOf(row));
  const account = await deps.db.account.findUnique({
    where: { applicationId: row.id },
    select: { id: true },
  });
  const checks = checkViews(row.checks);
  const failed = checks.find((check) => check.outcome === "FAIL");
  const status = row.status as ApplicationStatus;
  return {
    id: row.id,
    number: row.number,
    status,
    accountTypeTitle: ACCOUNT_TYPES[row.accountType as AccountTypeKey].title,
    name: legalName(answers.identity),
    email: await emailOf(deps, row.userId),
    submittedAt: row.submittedAt.toISOString(),
    waitedMs: waited(deps.clock.now(), row.submittedAt, row.decidedAt),
    answers,
    numberLast4: row.taxIdLast4 ?? "",
    checks,
    acceptances: acceptanceViews(row.acceptances),
    history: await auditOf(deps.db, [row.id, ...(account ? [account.id] : [])], HISTORY),
    cannotDecide: isDecided(status)
      ? "This application has been decided."
      : row.userId === actor.userId
        ? "This is your own application: somebody else decides on it."
        : null,
    cannotApprove: failed ? `"${failed.title}" failed: the application can only be rejected.` : null,
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
