import { add, type Money, money, moneyToWire, subtract, ZERO } from "@/domain/money/money";
import type { Term } from "@/domain/tax/holding-period";
import type { LocalDate } from "@/domain/time/instant";

/**
 * One closing of a lot: what it brought and what it had cost, fees included, in wire dollars. `gain` is the economic
 * result; `washDisallowed` the part of a loss that a wash sale defers (IRS Pub. 550), shown beside it.
 */
export type RealisedLine = {
  symbol: string;
  acquiredOn: LocalDate;
  soldOn: LocalDate;
  quantity: string;
  proceeds: string;
  cost: string;
  gain: string;
  term: Term;
  washDisallowed: string;
};

export type RealisedSum = { proceeds: string; cost: string; gain: string; washDisallowed: string };

export type RealisedGains = {
  lines: readonly RealisedLine[];
  short: RealisedSum;
  long: RealisedSum;
  total: RealisedSum;
  /** Gains since the beginning of the year, this period included. */
  ofYear: { short: string; long: string; total: string };
};

const sumOf = (lines: readonly RealisedLine[], pick: (line: RealisedLine) => string): Money =>
  add(ZERO, ...lines.map((line) => money(pick(line))));

/** Sums of closings. The gain is reckoned anew from proceeds and cost, so that the three always agree. */
export function realisedSum(lines: readonly RealisedLine[]): RealisedSum {
  const proceeds = sumOf(lines, (line) => line.proceeds);
  const cost = sumOf(lines, (line) => line.cost);
  return {
    proceeds: moneyToWire(proceeds),
    cost: moneyToWire(cost),
    gain: moneyToWire(subtract(proceeds, cost)),
    washDisallowed: moneyToWire(sumOf(lines, (line) => line.washDisallowed)),
  };
}

const order = (line: RealisedLine): string => `${line.soldOn} ${line.symbol} ${line.acquiredOn}`;

/** The closings of a period, short and long term apart, by the day of their sale. */
export function realisedGains(
  lines: readonly RealisedLine[],
  ofYear: { short: string; long: string },
): RealisedGains {
  return {
    lines: lines.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0)),
    short: realisedSum(lines.filter(({ term }) => term === "SHORT")),
    long: realisedSum(lines.filter(({ term }) => term === "LONG")),
    total: realisedSum(lines),
    ofYear: { ...ofYear, total: moneyToWire(add(money(ofYear.short), money(ofYear.long))) },
  };
}
