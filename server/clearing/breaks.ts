import {
  type BreakArea,
  type BreakInput,
  BREAKS_PAGE,
  type BreaksInput,
  type BreakType,
  type ResolveBreakInput,
} from "@/domain/clearing/desk-inputs";
import { AppError } from "@/domain/errors";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantFromDate, type LocalDate, localDateOf, toDate } from "@/domain/time/instant";
import type { BreakPage, BreakView } from "@/server/clearing/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

type Row = {
  id: string;
  business_date: LocalDate;
  type: BreakType;
  area: BreakArea;
  account_id: string | null;
  account_number: string | null;
  item: string;
  ours: string | null;
  theirs: string | null;
  status: "OPEN" | "RESOLVED";
  assigned_to: string | null;
  resolved_at: Date | null;
  resolution: string | null;
};

/** Differences between the carrying firm's books and ours: open ones oldest first, resolved ones newest first. */
export async function listBreaks(deps: Deps, input: BreaksInput): Promise<BreakPage> {
  const where = Prisma.sql`b.status = ${input.status} ${input.area ? Prisma.sql`and b.area = ${input.area}` : Prisma.empty}`;
  const isOpen = input.status === "OPEN";
  const beyond = isOpen ? Prisma.sql`>` : Prisma.sql`<`;
  const order = isOpen ? Prisma.sql`asc` : Prisma.sql`desc`;
  const page = input.cursor
    ? Prisma.sql`and (b.business_date, b.id) ${beyond} (select c.business_date, c.id from portal.reconciliation_break c where c.id = ${input.cursor}::uuid)`
    : Prisma.empty;
  const rows = await deps.db.$queryRaw<Row[]>`
    select b.id, b.business_date::text, b.type, b.area, b.account_id, a.number as account_number, b.item, b.ours, b.theirs, b.status,
      u.display_name as assigned_to, b.resolved_at, b.resolution
    from portal.reconciliation_break b
    left join portal.account a on a.id = b.account_id left join portal.users u on u.id = b.assigned_to
    where ${where} ${page} order by b.business_date ${order}, b.id ${order} limit ${BREAKS_PAGE + 1}`;
  const [count] = await deps.db.$queryRaw<{ total: bigint }[]>`
    select count(*) as total from portal.reconciliation_break b where ${where}`;
  const today = await deps.clock.exchangeToday();
  const shown = rows.slice(0, BREAKS_PAGE);
  return {
    breaks: shown.map((row) => breakView(row, today)),
    nextCursor: rows.length > BREAKS_PAGE ? (shown.at(-1)?.id ?? null) : null,
    total: Number(count?.total ?? 0),
  };
}

function breakView(row: Row, today: LocalDate): BreakView {
  const until = row.resolved_at ? localDateOf(instantFromDate(row.resolved_at)) : today;
  return {
    id: row.id,
    businessDate: row.business_date,
    type: row.type,
    area: row.area,
    accountId: row.account_id,
    accountNumber: row.account_number,
    item: row.item,
    ours: row.ours,
    theirs: row.theirs,
    status: row.status,
    assignedTo: row.assigned_to,
    ageDays:
      until > row.business_date ? exchangeCalendar.tradingDays(row.business_date, until).length - 1 : 0,
    resolvedAt: row.resolved_at && instantFromDate(row.resolved_at),
    resolution: row.resolution,
  };
}

/** Why no open break was changed: NOT_FOUND when there is none of that id, else CONFLICT. */
async function notOpen(deps: Deps, breakId: string): Promise<AppError> {
  const found = await deps.db.reconciliationBreak.findUnique({
    where: { id: breakId },
    select: { id: true },
  });
  return found
    ? new AppError("CONFLICT", "This break has been resolved already.")
    : new AppError("NOT_FOUND");
}

/** Makes an open break the actor's own to look into, whoever had it before. */
export async function claimBreak(deps: Deps, actor: Actor, input: BreakInput): Promise<{ breakId: string }> {
  return changeBreak(deps, actor, input.breakId, "break.claimed", { assignedTo: actor.userId }, {});
}

/**
 * Closes a break with the reason that a person found for it. Both sides' books stay as they are: what has to be
 * corrected is corrected where it is wrong. Throws NOT_FOUND, or CONFLICT when somebody was faster.
 */
export async function resolveBreak(
  deps: Deps,
  actor: Actor,
  input: ResolveBreakInput,
): Promise<{ breakId: string }> {
  const resolvedAt = toDate(await deps.clock.exchangeNow());
  const data = { status: "RESOLVED", resolvedAt, resolution: input.reason, assignedTo: actor.userId };
  return changeBreak(deps, actor, input.breakId, "break.resolved", data, { reason: input.reason });
}

async function changeBreak(
  deps: Deps,
  actor: Actor,
  breakId: string,
  action: "break.claimed" | "break.resolved",
  data: Prisma.ReconciliationBreakUpdateManyMutationInput & { assignedTo: string },
  detail: Prisma.InputJsonObject,
): Promise<{ breakId: string }> {
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.reconciliationBreak.updateMany({
      where: { id: breakId, status: "OPEN" },
      data,
    });
    if (count === 0) throw await notOpen(deps, breakId);
    await recordAudit(tx, {
      actor,
      action,
      subjectType: "break",
      subjectId: breakId,
      detail,
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "staff", "clearing");
  });
  return { breakId };
}
