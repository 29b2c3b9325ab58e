import type { LocalDate } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";
import { rewritePerformance } from "@/server/portfolio/keep-performance-day";

const ACCOUNTS_AT_ONCE = 100;

/**
 * Keeps the days of accounts that have books of the clearing firm and no day of performance, as those have that were
 * imported before days were kept; at most 100 accounts a call. Returns how many it found: call again while that is not
 * zero.
 */
export async function keepMissingDays(deps: Deps): Promise<number> {
  return deps.db.$transaction(async (tx) => {
    const found = await tx.$queryRaw<{ id: string; first: LocalDate }[]>`
      select a.id::text, b.business_date::text as first from portal.account a
      cross join lateral (
        select business_date from portal.eod_balance b where b.account_id = a.id order by business_date limit 1) b
      where not exists (select from portal.performance_day p where p.account_id = a.id)
      order by a.id limit ${ACCOUNTS_AT_ONCE} for update of a skip locked`;
    const first = found.reduce<LocalDate | null>(
      (earliest, row) => (earliest === null || row.first < earliest ? row.first : earliest),
      null,
    );
    if (first !== null)
      await rewritePerformance(
        tx,
        found.map(({ id }) => id),
        first,
      );
    return found.length;
  });
}
