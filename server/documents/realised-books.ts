import type { RealisedLine } from "@/domain/statements/realised";
import { add, money, moneyToWire, ZERO } from "@/domain/money/money";
import { termOf } from "@/domain/tax/holding-period";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

export type RealisedRow = RealisedLine & { accountId: string };
type Days = { from: LocalDate; to: LocalDate };

/** The lots that accounts closed from a day to another, both included, in the order of their sale. */
export async function realisedBooks(
  db: Tx | Db,
  accountIds: readonly string[],
  { from, to }: Days,
): Promise<RealisedRow[]> {
  const rows = await db.$queryRaw<Omit<RealisedRow, "term">[]>`
    select c.account_id as "accountId", c.symbol, l.acquired_on::text as "acquiredOn", c.closed_on::text as "soldOn",
      trim_scale(c.quantity)::text as quantity, c.proceeds::numeric(28, 2)::text as proceeds,
      c.cost::numeric(28, 2)::text as cost,
      (c.proceeds::numeric(28, 2) - c.cost::numeric(28, 2))::text as gain, '0.00' as "washDisallowed"
    from portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id
    where c.account_id = any(${accountIds}::uuid[]) and c.closed_on between ${from}::date and ${to}::date
    order by c.account_id, c.closed_on, c.symbol, l.acquired_on, l.seq, c.id`;
  return rows.map((row) => ({ ...row, term: termOf(row.acquiredOn, row.soldOn) }));
}

/** Sums of a year's gains, short and long term. */
export function yearSums(lines: readonly RealisedLine[]): { short: string; long: string } {
  const sum = (term: RealisedLine["term"]) =>
    moneyToWire(add(ZERO, ...lines.filter((line) => line.term === term).map(({ gain }) => money(gain))));
  return { short: sum("SHORT"), long: sum("LONG") };
}
