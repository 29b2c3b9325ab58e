import { type EodFileName, eodFileName } from "@/domain/clearing/messages";
import { isAppError } from "@/domain/errors";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantFromIso, type LocalDate, toColumn, toDate } from "@/domain/time/instant";
import { loadBooks } from "@/server/clearing/load-books";
import {
  type EndOfDay,
  type EndOfDayEvent,
  type EndOfDayFiles,
  readEndOfDay,
} from "@/server/clearing/read-files";
import { reconcile } from "@/server/clearing/reconcile";
import { queuePapers } from "@/server/documents";
import { bookVenueFees } from "@/server/orders";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { type Prisma, readyForBulk, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { keepPerformanceDay } from "@/server/portfolio";
import { noteCashViolations, restrictToSettled } from "@/server/risk";

/**
 * Imports a day's books in the transaction that moves the cursor: loads them, compares them with ours, asks for the
 * papers that they call for. Files that are missing, cut off, of another day, altered or contradictory are refused:
 * then nothing changes but a REFUSED row with the reason, so that the events behind this one go on. A day that was
 * imported before is refused too, and stays as it was imported.
 */
export async function importEndOfDay(
  tx: Tx,
  deps: Deps,
  event: EndOfDayEvent,
  files: EndOfDayFiles,
  actor: Pick<Actor, "userId" | "role"> | "SYSTEM" = "SYSTEM",
): Promise<void> {
  await readyForBulk(tx);
  const date = toColumn(event.businessDate as LocalDate);
  const before = await tx.eodImport.findUnique({ where: { businessDate: date }, select: { status: true } });
  if (before?.status === "IMPORTED") {
    await tellStaff(tx, deps, event, actor, "clearing.day_refused", {
      reason: "The day was imported already.",
    });
    return;
  }
  let day: EndOfDay;
  try {
    day = readEndOfDay(event, files);
  } catch (error) {
    if (!isAppError(error)) throw error;
    await record(tx, deps, event, "REFUSED", { reason: error.message });
    await tellStaff(tx, deps, event, actor, "clearing.day_refused", { reason: error.message });
    deps.log.error({ businessDate: event.businessDate, reason: error.message }, "end-of-day files refused");
    return;
  }
  // Somebody who fetches a day again does so after the events behind it were applied.
  const isLate =
    actor !== "SYSTEM" ||
    (await tx.eodImport.count({ where: { status: "IMPORTED", businessDate: { gt: date } } })) > 0;
  await loadBooks(tx, day);
  const breaks = await reconcile(tx, { day, at: instantFromIso(event.at), isLate });
  await bookVenueFees(tx, day.businessDate, instantFromIso(event.at));
  await policeCashAccounts(tx, deps, day.businessDate);
  await keepPerformanceDay(tx, day.businessDate);
  await queuePapers(tx, day.businessDate);
  const detail = { records: recordsOf(day), breaks, isLate };
  await record(tx, deps, event, "IMPORTED", detail);
  await tellStaff(tx, deps, event, actor, "clearing.day_imported", detail);
}

const POLICED_AT_ONCE = 100_000;

/** Who sold what had not been paid for is told at the day's end, and from the next session on buys accordingly. */
async function policeCashAccounts(tx: Tx, deps: Deps, day: LocalDate): Promise<void> {
  // Reg T 220.8 is about cash accounts: a margin account may sell what it has not paid for.
  const traded = await tx.$queryRaw<{ accountId: string }[]>`
    select distinct x.account_id as "accountId" from portal.execution x
    join portal.cash_balance b on b.account_id = x.account_id and b.long_value is null
    where x.trade_date = ${day}::date`;
  const accountIds = traded.map(({ accountId }) => accountId);
  for (let from = 0; from < accountIds.length; from += POLICED_AT_ONCE)
    await noteCashViolations(tx, deps, accountIds.slice(from, from + POLICED_AT_ONCE), day);
  await restrictToSettled(tx, day, exchangeCalendar.nextTradingDay(day));
}

const recordsOf = (day: EndOfDay): Record<EodFileName, number> =>
  Object.fromEntries(eodFileName.options.map((name) => [name, day[name].length])) as Record<
    EodFileName,
    number
  >;

/** What an import row keeps: the event, so that a refused day can be fetched again, and what came of it. */
export type ImportDetail = {
  event: EndOfDayEvent;
  reason?: string;
  /** By file; a day that was imported before a file was added does not name it. */
  records?: Partial<Record<EodFileName, number>>;
  breaks?: number;
  /** Whether our books had moved on when it came, so that they were compared as they had stood. */
  isLate?: boolean;
};

async function record(
  tx: Tx,
  deps: Deps,
  event: EndOfDayEvent,
  status: "IMPORTED" | "REFUSED",
  more: Omit<ImportDetail, "event">,
): Promise<void> {
  const row = {
    status,
    detail: { event, ...more } satisfies Prisma.InputJsonObject,
    importedAt: toDate(deps.clock.now()),
  };
  const businessDate = toColumn(event.businessDate as LocalDate);
  await tx.eodImport.upsert({ where: { businessDate }, create: { businessDate, ...row }, update: row });
}

async function tellStaff(
  tx: Tx,
  deps: Deps,
  event: EndOfDayEvent,
  actor: Pick<Actor, "userId" | "role"> | "SYSTEM",
  action: "clearing.day_imported" | "clearing.day_refused",
  detail: Prisma.InputJsonObject,
): Promise<void> {
  await recordAudit(tx, {
    actor,
    action,
    subjectType: "business_date",
    subjectId: event.businessDate,
    detail,
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
  await publish(tx, "staff", "clearing");
}
