import { larger, type Money, money, scale, smaller, subtract, ZERO } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, type LocalDate } from "@/domain/time/instant";

/**
 * Intraday margin (FINRA 4210(d)(2) as amended by SR-FINRA-2025-017), for days on which it is in force: see
 * margin-regime.ts. The bounds below which a deficit is let pass are from general knowledge of the rule, and stand
 * here as settings.
 */
export const INTRADAY_MARGIN = {
  /** A deficit is to be met promptly; unmet after so many business days it restricts the account. */
  dueTradingDays: 5,
  restrictedDays: 90,
  /** A deficit of at most the smaller of these is let pass: a share of the equity, and dollars. */
  deMinimisShare: "0.05",
  deMinimis: money("1000"),
} as const;

/** An account after one transaction of the day: dollars. */
export type IntradayPoint = { equity: Money; maintenanceRequirement: Money };

/** The day's intraday margin deficit: the most by which the requirement was ever above the equity; zero if never. */
export const intradayDeficit = (points: readonly IntradayPoint[]): Money =>
  points.reduce((most, point) => larger(most, subtract(point.maintenanceRequirement, point.equity)), ZERO);

/** A day's deficit. `equity` is that of the day's close; `metOn` the day on which it was met, null while it is not. */
export type IntradayDeficit = { day: LocalDate; amount: Money; equity: Money; metOn: LocalDate | null };

/** Whether a deficit is small enough to be let pass: at most the smaller of 5% of the equity and $1,000. */
export function isDeMinimis(deficit: Pick<IntradayDeficit, "amount" | "equity">): boolean {
  const share = scale(larger(deficit.equity, ZERO), INTRADAY_MARGIN.deMinimisShare);
  return deficit.amount.lte(smaller(share, INTRADAY_MARGIN.deMinimis));
}

/** The last day on which a deficit can be met without consequence: the fifth trading day after it. */
export const deficitDueOn = (day: LocalDate): LocalDate =>
  exchangeCalendar.addTradingDays(day, INTRADAY_MARGIN.dueTradingDays);

/** Days, both included, on which no short position and no debit may be made or increased. */
export type IntradayRestriction = { from: LocalDate; until: LocalDate; because: LocalDate };

/**
 * The restriction in force on a day, by the deficits known by then: one that was not met when it was due restricts
 * the account for the 90 days after. Null when none is; of several, the one that lasts longest.
 */
export function intradayRestrictionOn(
  on: LocalDate,
  deficits: readonly IntradayDeficit[],
): IntradayRestriction | null {
  let found: IntradayRestriction | null = null;
  for (const deficit of deficits) {
    const due = deficitDueOn(deficit.day);
    if (!deficit.amount.gt(0) || isDeMinimis(deficit)) continue;
    if (deficit.metOn !== null && deficit.metOn <= due) continue;
    const until = addDays(due, INTRADAY_MARGIN.restrictedDays);
    if (on <= due || on > until) continue;
    if (found === null || until > found.until) found = { from: addDays(due, 1), until, because: deficit.day };
  }
  return found;
}
