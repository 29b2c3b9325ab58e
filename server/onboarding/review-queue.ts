import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import type { ApplicationStatus } from "@/domain/onboarding/application-status";
import { type CheckOutcome, worstOutcome } from "@/domain/onboarding/checks";
import type { QueueInput } from "@/domain/onboarding/inputs";
import { legalName } from "@/domain/onboarding/names";
import { countryName, usState } from "@/domain/onboarding/places";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { type Instant, instant, toDate } from "@/domain/time/instant";
import type { QueueLine, QueuePage } from "@/server/onboarding/review-views";
import type { Actor } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const PAGE = 50;

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
  entity_name: string | null;
  assigned_to: string | null;
  assignee: string | null;
  outcomes: CheckOutcome[] | null;
};

function placeOf(address: ApplicationForm["address"]): string {
  if (!address) return "";
  return "state" in address ? (usState(address.state)?.name ?? address.state) : countryName(address.country);
}

/** Milliseconds from submission to the decision, or to now. */
export const waited = (now: Instant, submittedAt: Date, decidedAt: Date | null): number =>
  Math.max(0, (decidedAt?.getTime() ?? now) - submittedAt.getTime());

const queueLine = (row: QueueRow, now: Instant): QueueLine => ({
  id: row.id,
  number: row.number,
  name: row.entity_name ?? (row.identity ? legalName(row.identity) : ""),
  about: `${placeOf(row.address)} · ${ACCOUNT_TYPES[row.account_type].title}`,
  status: row.status,
  submittedAt: row.submitted_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
  waitedMs: waited(now, row.submitted_at, row.decided_at),
  flag: worstOutcome(row.outcomes ?? []),
  assignee: row.assignee,
});

function afterCursor(cursor: string): Prisma.Sql {
  const [ms = "", id = ""] = cursor.split(":");
  return Prisma.sql`(a.submitted_at, a.id) > (${toDate(instant(Number(ms)))}, ${id}::uuid)`;
}

function conditionsOf(deps: Deps, actor: Actor, input: QueueInput): Prisma.Sql[] {
  const conditions = [Prisma.sql`a.status = ${input.status}`];
  if (input.search) {
    const pattern = like(input.search);
    conditions.push(Prisma.sql`(a.number ilike ${pattern} or u.email ilike ${pattern} or exists (
      select 1 from portal.application_person p where p.application_id = a.id and p.name ilike ${pattern}))`);
  }
  if (input.accountType) conditions.push(Prisma.sql`a.account_type = ${input.accountType}`);
  if (input.country) conditions.push(Prisma.sql`a.form -> 'address' ->> 'country' = ${input.country}`);
  if (input.assignee === "nobody") conditions.push(Prisma.sql`a.assigned_to is null`);
  else if (input.assignee)
    conditions.push(
      Prisma.sql`a.assigned_to = ${input.assignee === "me" ? actor.userId : input.assignee}::uuid`,
    );
  if (input.olderThanDays)
    conditions.push(
      Prisma.sql`a.submitted_at < ${toDate(deps.clock.now())}::timestamptz - make_interval(days => ${input.olderThanDays}::int)`,
    );
  if (input.flag) {
    const has = (outcome: CheckOutcome) => Prisma.sql`exists (select 1 from portal.application_check c
      where c.application_id = a.id and c.superseded_at is null and c.outcome = ${outcome})`;
    if (input.flag === "FAIL") conditions.push(has("FAIL"));
    else if (input.flag === "REVIEW") conditions.push(Prisma.sql`${has("REVIEW")} and not ${has("FAIL")}`);
    else conditions.push(Prisma.sql`not ${has("REVIEW")} and not ${has("FAIL")}`);
  }
  if (input.cursor) conditions.push(afterCursor(input.cursor));
  return conditions;
}

/** Applications that match, the longest waiting first. */
export async function reviewQueue(deps: Deps, actor: Actor, input: QueueInput): Promise<QueuePage> {
  const rows = await deps.db.$queryRaw<QueueRow[]>`
    select a.id, a.number, a.account_type, a.status, a.submitted_at, a.decided_at, a.form -> 'identity' as identity,
      a.form -> 'address' as address, a.form -> 'entity' ->> 'legalName' as entity_name, a.assigned_to,
      s.display_name as assignee,
      (select array_agg(c.outcome) from portal.application_check c
       where c.application_id = a.id and c.superseded_at is null) as outcomes
    from portal.application a join portal.users u on u.id = a.user_id left join portal.users s on s.id = a.assigned_to
    where ${Prisma.join(conditionsOf(deps, actor, input), " and ")}
    order by a.submitted_at, a.id limit ${PAGE + 1}`;
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    applications: shown.map((row) => queueLine(row, deps.clock.now())),
    nextCursor: rows.length > PAGE && last ? `${last.submitted_at.getTime()}:${last.id}` : null,
  };
}

/** How many applications wait for somebody of the staff: the number beside the staff's link. */
export const waitingCount = (deps: Deps): Promise<number> =>
  deps.db.application.count({ where: { status: { in: ["SUBMITTED", "ESCALATED"] } } });

/** Who can have an application on the desk: by name. */
export const deskStaff = (deps: Deps): Promise<{ id: string; name: string; email: string; role: "REVIEWER" | "ADMIN" }[]> =>
  deps.db.$queryRaw`
    select id, display_name as name, email, role from portal.users where role in ('REVIEWER', 'ADMIN') order by display_name, id limit 100`;
