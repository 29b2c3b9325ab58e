import { groupedBy } from "@/domain/grouped";
import { add, type Money, ZERO } from "@/domain/money/money";
import type { Term } from "@/domain/tax/holding-period";
import type { RealisedPiece } from "@/domain/tax/wash-story";

/** A row of Form 8949 by its columns, in dollars; `f` "W" marks a wash sale. */
export type Form8949Row = { d: Money; e: Money; f: "W" | ""; g: Money; h: Money };

/** Proceeds, basis, adjustment and gain (h = d - e + g) as Form 8949 wants them. */
export const form8949Row = ({
  proceeds,
  basis,
  disallowed,
}: Pick<RealisedPiece, "proceeds" | "basis" | "disallowed">): Form8949Row => ({
  d: proceeds,
  e: basis,
  f: disallowed.isZero() ? "" : "W",
  g: disallowed,
  h: add(proceeds.minus(basis) as Money, disallowed),
});

/** Sums in dollars; `gain` is what is taxed: proceeds - basis + disallowed. */
export type GainTotals = { proceeds: Money; basis: Money; disallowed: Money; gain: Money };

export type YearOfGains = {
  year: number;
  byTerm: Record<Term, GainTotals>;
  total: GainTotals;
  rows: readonly RealisedPiece[];
};

const NOTHING: GainTotals = { proceeds: ZERO, basis: ZERO, disallowed: ZERO, gain: ZERO };

const totalsOf = (rows: readonly RealisedPiece[]): GainTotals =>
  rows.reduce(
    (sum, row) => ({
      proceeds: add(sum.proceeds, row.proceeds),
      basis: add(sum.basis, row.basis),
      disallowed: add(sum.disallowed, row.disallowed),
      gain: add(sum.gain, form8949Row(row).h),
    }),
    NOTHING,
  );

const byDay = (a: RealisedPiece, b: RealisedPiece): number =>
  a.soldOn < b.soldOn ? -1 : a.soldOn > b.soldOn ? 1 : 0;

/** Realised gains by the year of the sale's trade date, the newest year first; rows in the order of their sales. */
export function realisedByYear(realised: readonly RealisedPiece[]): YearOfGains[] {
  const years = groupedBy([...realised].sort(byDay), ({ soldOn }) => Number(soldOn.slice(0, 4)));
  return [...years]
    .sort(([a], [b]) => b - a)
    .map(([year, rows]) => ({
      year,
      byTerm: {
        SHORT: totalsOf(rows.filter(({ term }) => term === "SHORT")),
        LONG: totalsOf(rows.filter(({ term }) => term === "LONG")),
      },
      total: totalsOf(rows),
      rows,
    }));
}
