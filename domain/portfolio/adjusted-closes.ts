import { type ActionTerms, dividendPerShare, shareRatio, termsOf } from "@/domain/corporate-actions/action";
import type { CorporateAction } from "@/domain/market/types";
import type { BenchmarkCloses } from "@/domain/portfolio/benchmark";
import type { LocalDate } from "@/domain/time/instant";

/** What one share of before an action is worth of one after it, at the close before: a factor for earlier closes. */
function factorOf(terms: ActionTerms, closeBefore: number): number {
  if (terms.type === "CASH_DIVIDEND")
    return closeBefore > 0 ? Math.max(0, 1 - dividendPerShare(terms).toNumber() / closeBefore) : 1;
  const { to, from } = shareRatio(terms);
  return from.div(to).toNumber();
}

/**
 * Closes as they are compared over time: those before an ex-date are multiplied by what the action left of a share (the
 * convention of CRSP and Yahoo), so that holding is told with dividends put back. `closes` come oldest first, as they
 * were; `actions` are of this instrument. Only quotients of two of them mean anything.
 */
export function adjustedCloses(
  closes: readonly { day: LocalDate; close: number }[],
  actions: readonly CorporateAction[],
): BenchmarkCloses {
  const pending = actions.map(termsOf).sort((a, b) => (a.exDate < b.exDate ? -1 : 1));
  const adjusted: [LocalDate, number][] = [];
  let factor = 1;
  for (let n = closes.length - 1; n >= 0; n--) {
    const { day, close } = closes[n] as (typeof closes)[number];
    // What went ex after this day, and up to the next one that is there.
    const next = closes[n + 1]?.day;
    while (next !== undefined && pending.length > 0) {
      const terms = pending.at(-1) as ActionTerms;
      if (terms.exDate <= day) break;
      pending.pop();
      if (terms.exDate <= next) factor *= factorOf(terms, close);
    }
    adjusted.push([day, close * factor]);
  }
  return new Map(adjusted.reverse());
}
