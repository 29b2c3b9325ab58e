import type { InstrumentKind } from "@/domain/market/types";
import { absolute, add, type Money, ratio, ZERO } from "@/domain/money/money";
import type { Decimal } from "decimal.js";

/** What is held, in dollars of market value; below zero: short. */
export type AllocatedHolding = { symbol: string; value: Money; sector: string; kind: InstrumentKind };

export type AllocationKey = "SYMBOL" | "SECTOR" | "KIND";

/** `weight` is of the equity, a plain ratio; null where the equity is not above zero. Cash is a slice with the name null. */
export type Slice = { name: string | null; value: Money; weight: Decimal | null };

const NAME_OF: Record<AllocationKey, (holding: AllocatedHolding) => string> = {
  SYMBOL: ({ symbol }) => symbol,
  SECTOR: ({ sector }) => sector,
  KIND: ({ kind }) => kind,
};

/** How an account's equity is spread, the largest slice first and cash last; slices sum to the equity. */
export function allocationBy(
  key: AllocationKey,
  holdings: readonly AllocatedHolding[],
  cash: Money,
): Slice[] {
  const sums = new Map<string, Money>();
  for (const holding of holdings) {
    const name = NAME_OF[key](holding);
    sums.set(name, add(sums.get(name) ?? ZERO, holding.value));
  }
  const slices: { name: string | null; value: Money }[] = [...sums]
    .sort(([a, x], [b, y]) => y.comparedTo(x) || (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
  slices.push({ name: null, value: cash });
  const equity = add(ZERO, ...slices.map(({ value }) => value));
  return slices.map((slice) => ({ ...slice, weight: equity.gt(0) ? ratio(slice.value, equity) : null }));
}

/** Plain ratios of everything held, longs and shorts by their size, cash apart; null where nothing is held. */
export type Concentration = {
  largest: { symbol: string; weight: Decimal } | null;
  topFive: Decimal | null;
  /** As many positions of one size would be as concentrated: 1 / sum of squared weights (Herfindahl). */
  effectivePositions: Decimal | null;
};

/** How much hangs on a few positions. */
export function concentrationOf(
  holdings: readonly Pick<AllocatedHolding, "symbol" | "value">[],
): Concentration {
  const sizes = holdings
    .map(({ symbol, value }) => ({ symbol, size: absolute(value) }))
    .sort((a, b) => b.size.comparedTo(a.size) || (a.symbol < b.symbol ? -1 : 1));
  const gross = add(ZERO, ...sizes.map(({ size }) => size));
  const [first] = sizes;
  if (!first || gross.isZero()) return { largest: null, topFive: null, effectivePositions: null };
  const squares = sizes.reduce((sum, { size }) => sum.plus(size.times(size)), ZERO as Decimal);
  return {
    largest: { symbol: first.symbol, weight: first.size.div(gross) },
    topFive: add(ZERO, ...sizes.slice(0, 5).map(({ size }) => size)).div(gross),
    effectivePositions: gross.times(gross).div(squares),
  };
}
