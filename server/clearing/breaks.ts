import {
  type AssignBreakInput,
  type BreakArea,
  BREAKS_PAGE,
  type BreaksInput,
  type BreakType,
} from "@/domain/clearing/desk-inputs";
import { suggestedAdjustment } from "@/domain/clearing/adjustments";
import { AppError } from "@/domain/errors";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantFromDate, type LocalDate, localDateOf } from "@/domain/time/instant";
import type { BreakPage, BreakView, ProposalView } from "@/server/clearing/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { Prisma, type Tx } from "@/server/platform/db";
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
  proposal: ProposalView | null;
};

/** The proposal that waits for a decision; of a resolved break, the one that was approved. */
const PROPOSAL = Prisma.sql`(
  select jsonb_build_object('id', p.id, 'kind', p.kind, 'ledgerAccount', p.ledger_account, 'asset', p.asset,
    'amount', trim_scale(p.amount)::text, 'cost', trim_scale(p.cost)::text, 'reason', p.reason, 'proposedBy', p.proposed_by,
    'proposedByName', maker.display_name, 'approvedByName', checker.display_name)
  from portal.break_proposal p
  left join portal.users maker on maker.id = p.proposed_by
  left join portal.users checker on checker.id = p.decided_by and p.status = 'APPROVED'
  where p.break_id = b.id and p.status = case b.status when 'OPEN' then 'PROPOSED' else 'APPROVED' end)`;

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
      u.display_name as assigned_to, b.resolved_at, b.resolution, ${PROPOSAL} as proposal
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
    proposal: row.proposal,
    suggestion: row.status === "OPEN" && row.account_id !== null ? suggestedAdjustment(row) : null,
  };
}

/** Why no open break was changed: NOT_FOUND when there is none of that id, else CONFLICT. */
export async function notOpen(tx: Tx, breakId: string): Promise<AppError> {
  const found = await tx.reconciliationBreak.findUnique({ where: { id: breakId }, select: { id: true } });
  return found
    ? new AppError("CONFLICT", "This break has been resolved already.")
    : new AppError("NOT_FOUND");
}

/**
 * Makes a break somebody's to look into: one's own, another administrator's, or nobody's. Throws NOT_FOUND for an
 * unknown break or somebody who is no administrator, CONFLICT for a resolved one.
 */
export async function assignBreak(
  deps: Deps,
  actor: Actor,
  input: AssignBreakInput,
): Promise<{ breakId: string; assignedTo: string | null }> {
  const { breakId } = input;
  const assignedTo = input.to === "me" ? actor.userId : input.to;
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    const isAdmin =
      assignedTo === null || (await tx.user.count({ where: { id: assignedTo, role: "ADMIN" } })) === 1;
    if (!isAdmin) throw new AppError("NOT_FOUND");
    const { count } = await tx.reconciliationBreak.updateMany({
      where: { id: breakId, status: "OPEN" },
      data: { assignedTo },
    });
    if (count === 0) throw await notOpen(tx, breakId);
    await recordAudit(tx, {
      actor,
      action: "break.assigned",
      subjectType: "break",
      subjectId: breakId,
      detail: { to: assignedTo },
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "staff", "clearing");
  });
  return { breakId, assignedTo };
}
