import { add, money, moneyToWire, toWire, ZERO } from "@/domain/money/money";
import type { RealisedLine } from "@/domain/statements/realised";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { realisedOf } from "@/server/tax";

export type RealisedRow = RealisedLine & { accountId: string };
type Days = { from: LocalDate; to: LocalDate };

/**
 * The lots that accounts closed from a day to another, both included, as the pages of taxes have them. Wash sales are
 * those that were known at the end of the last day: a paper says the same whenever it is made.
 */
export async function realisedBooks(
  db: Tx | Db,
  accountIds: readonly string[],
  { from, to }: Days,
): Promise<RealisedRow[]> {
  const rows = await realisedOf(db, accountIds, { from, to, asOf: to });
  return rows.map(({ accountId, symbol, acquiredOn, soldOn, term, ...row }) => ({
    accountId,
    symbol,
    acquiredOn,
    soldOn,
    term,
    quantity: toWire(row.quantity),
    proceeds: moneyToWire(row.proceeds),
    cost: moneyToWire(row.cost),
    gain: moneyToWire(row.gain),
    washDisallowed: moneyToWire(row.washDisallowed),
  }));
}

/** Sums of a year's gains, short and long term. */
export function yearSums(lines: readonly RealisedLine[]): { short: string; long: string } {
  const sum = (term: RealisedLine["term"]) =>
    moneyToWire(add(ZERO, ...lines.filter((line) => line.term === term).map(({ gain }) => money(gain))));
  return { short: sum("SHORT"), long: sum("LONG") };
}
