import { AppError } from "@/domain/errors";
import { moneyToWire, toWire } from "@/domain/money/money";
import { isFinal } from "@/domain/tax/choice-deadline";
import type { Relief } from "@/domain/tax/order-lots";
import type { RealisedGainsInput } from "@/domain/tax/tax-inputs";
import { settlementCalendar } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import {
  carriedOf,
  type Realised,
  realisedOf,
  type RealisedSum,
  sumsOf,
  taxableOf,
} from "@/server/tax/realised";
import type { RealisedGainsView, RealisedRowView, SumView } from "@/server/tax/views";

const PAGE = 100;

/**
 * An account's realised gains of a year, lot by lot, newest sale first, with the sums by term. With scope OWNER wash
 * sales are looked for over all of the customer's accounts; the rows are the account's own. NOT_FOUND for another's.
 */
export async function realisedGains(
  deps: Deps,
  actor: Actor,
  input: RealisedGainsInput,
): Promise<RealisedGainsView> {
  const [{ rows, year, years }, now] = await Promise.all([
    gainsOfYear(deps, actor, input),
    deps.clock.exchangeNow(),
  ]);
  const shown = rows.filter((row) => input.term === undefined || row.term === input.term).toReversed();
  const page = shown.slice(input.offset, input.offset + PAGE);
  const sums = sumsOf(rows);
  return {
    accountId: input.accountId,
    year,
    years,
    sums: { SHORT: sumView(sums.SHORT), LONG: sumView(sums.LONG), total: sumView(sums.total) },
    rows: page.map((row, index) => rowView(row, index, now)),
    count: shown.length,
    previousOffset: input.offset === 0 ? null : Math.max(0, Math.min(input.offset, shown.length) - PAGE),
    nextOffset: input.offset + PAGE < shown.length ? input.offset + PAGE : null,
  };
}

/** All rows of a year, oldest first; without a year the latest in which anything was sold. */
export async function gainsOfYear(
  deps: Deps,
  actor: Actor,
  { accountId, year: wanted, scope }: Pick<RealisedGainsInput, "accountId" | "year" | "scope">,
): Promise<{ rows: Realised[]; year: number; years: number[]; accountNumber: string | null }> {
  const accounts = await deps.db.account.findMany({
    where: heldBy(actor),
    select: { id: true, number: true },
  });
  const own = accounts.find(({ id }) => id === accountId);
  if (!own) throw new AppError("NOT_FOUND");
  const found = await deps.db.$queryRaw<{ year: number }[]>`
    select distinct extract(year from closed_on)::int as year from portal.lot_closing
    where account_id = ${accountId}::uuid order by 1 desc`;
  const years = found.map((row) => row.year);
  const today = await deps.clock.exchangeToday();
  const year = wanted ?? years[0] ?? Number(today.slice(0, 4));
  const all = await realisedOf(deps.db, scope === "OWNER" ? accounts.map(({ id }) => id) : [accountId], {
    from: `${year}-01-01` as LocalDate,
    to: `${year}-12-31` as LocalDate,
    scope,
  });
  return { rows: all.filter((row) => row.accountId === accountId), year, years, accountNumber: own.number };
}

const sumView = ({ proceeds, cost, gain, washDisallowed, washCarried, taxable }: RealisedSum): SumView => ({
  proceeds: moneyToWire(proceeds),
  cost: moneyToWire(cost),
  gain: moneyToWire(gain),
  washDisallowed: moneyToWire(washDisallowed),
  washCarried: moneyToWire(washCarried),
  taxable: moneyToWire(taxable),
});

/** Whether the lots of a sale of that day may be named still; its order's page knows for certain. */
function canBeNamed({ cause, orderId, soldOn }: Realised, now: Instant): boolean {
  if (cause !== "TRADE" || orderId === null) return false;
  return !isFinal({ settlementDate: settlementCalendar.settlementDate(soldOn), isSettled: false }, now);
}

const rowView = (row: Realised, index: number, now: Instant): RealisedRowView => ({
  key: `${row.closingId} ${index}`,
  accountId: row.accountId,
  symbol: row.symbol,
  acquiredOn: row.acquiredOn,
  soldOn: row.soldOn,
  quantity: toWire(row.quantity),
  proceeds: moneyToWire(row.proceeds),
  cost: moneyToWire(row.cost),
  gain: moneyToWire(row.gain),
  term: row.term,
  basis: moneyToWire(row.basis),
  washDisallowed: moneyToWire(row.washDisallowed),
  washCarried: moneyToWire(carriedOf(row)),
  taxable: moneyToWire(taxableOf(row)),
  orderId: row.orderId,
  cause: row.cause,
  relief: row.relief as Relief | null,
  canBeNamed: canBeNamed(row, now),
});

const COLUMNS = [
  "Account",
  "Symbol",
  "Shares",
  "Acquired",
  "Sold",
  "Term",
  "Proceeds",
  "Cost",
  "Gain or loss",
  "Basis after wash sales",
  "Wash sale loss disallowed",
  "Gain or loss after wash sales",
] as const;

/** A year's realised gains as CSV (RFC 4180): one line a lot, dollars with a dot, days as YYYY-MM-DD. */
export async function realisedGainsCsv(
  deps: Deps,
  actor: Actor,
  input: Pick<RealisedGainsInput, "accountId" | "year" | "scope">,
): Promise<{ fileName: string; text: string }> {
  const { rows, year, accountNumber } = await gainsOfYear(deps, actor, input);
  const account = accountNumber ?? input.accountId;
  const lines = rows.map((row) =>
    [
      account,
      row.symbol,
      toWire(row.quantity),
      row.acquiredOn,
      row.soldOn,
      row.term,
      moneyToWire(row.proceeds),
      moneyToWire(row.cost),
      moneyToWire(row.gain),
      moneyToWire(row.basis),
      moneyToWire(row.washDisallowed),
      moneyToWire(taxableOf(row)),
    ].join(","),
  );
  return {
    fileName: `realised-gains-${account}-${year}.csv`,
    text: `${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`,
  };
}
