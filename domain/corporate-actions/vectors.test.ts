import { describe, expect, it } from "vitest";
import { dividendOn, sharesAfter } from "@/domain/corporate-actions/entitlement";
import { lotsAfterAction } from "@/domain/corporate-actions/lots-after";
import published from "@/domain/corporate-actions/vectors/tax_vectors.json";
import { dividendRate, type TaxStatus, withheldFrom } from "@/domain/corporate-actions/withholding";
import { add, money, NO_SHARES, quantity, subtract, ZERO } from "@/domain/money/money";
import type { OpenLot } from "@/domain/tax/lots";
import { localDate } from "@/domain/time/instant";

type Vector = { id: string; kind: string; input: never; expected: never };
const vectors = published.vectors as unknown as Vector[];
const of = <Input, Expected>(kind: string) =>
  vectors.filter((vector) => vector.kind === kind) as unknown as {
    id: string;
    input: Input;
    expected: Expected;
  }[];

const EX_DATE = localDate("2026-06-02");
type LotInput = { lots: { qty: number; basis: number }[] };
const openLots = ({ lots }: LotInput): OpenLot[] =>
  lots.map(({ qty, basis }, index) => ({
    id: `lot ${index}`,
    acquiredOn: localDate(`2020-01-0${index + 1}`),
    openQuantity: quantity(qty),
    openCost: money(basis),
  }));
const heldIn = (lots: readonly OpenLot[]) => add(NO_SHARES, ...lots.map((lot) => lot.openQuantity));
/** "3:2" as the terms of a split. */
const splitOf = (ratio: string) => {
  const [value = "1", per = "1"] = ratio.split(":");
  return { type: "SPLIT" as const, value, per, exDate: EX_DATE };
};

type PerShare = { lots: { qty: number; basis_per_share: number }[] };
const perShare = (lots: readonly OpenLot[]): PerShare["lots"] =>
  lots.map((lot) => ({
    qty: lot.openQuantity.toNumber(),
    basis_per_share: lot.openCost.div(lot.openQuantity).toNumber(),
  }));

describe("the published examples of corporate actions", () => {
  it.each(of<LotInput & { new_per_old: number }, PerShare>("stock_dividend"))(
    "$id",
    ({ input, expected }) => {
      const terms = {
        type: "STOCK_DIVIDEND" as const,
        value: String(input.new_per_old),
        per: "1",
        exDate: EX_DATE,
      };
      const lots = openLots(input);
      const after = lotsAfterAction(lots, terms, sharesAfter(heldIn(lots), terms, 0), ZERO);
      expect(perShare(after.lots)).toEqual(expected.lots);
      expect(after.lots.map((lot) => lot.acquiredOn)).toEqual(lots.map((lot) => lot.acquiredOn));
    },
  );

  it.each(of<LotInput & { ratio: string }, PerShare>("split"))("$id", ({ input, expected }) => {
    const terms = splitOf(input.ratio);
    const lots = openLots(input);
    const after = lotsAfterAction(lots, terms, sharesAfter(heldIn(lots), terms, 0), ZERO);
    expect(perShare(after.lots)).toEqual(expected.lots);
    expect(after.closings).toEqual([]);
  });

  type Fraction = {
    entitled: number;
    whole: number;
    fraction: number;
    fraction_basis: number;
    remaining_basis: number;
  };
  it.each(of<LotInput & { ratio: string }, Fraction>("split_cash_in_lieu"))("$id", ({ input, expected }) => {
    const terms = splitOf(input.ratio);
    const lots = openLots(input);
    const after = sharesAfter(heldIn(lots), terms, 0);
    expect([after.exact, after.kept, after.fraction].map(Number)).toEqual([
      expected.entitled,
      expected.whole,
      expected.fraction,
    ]);
    const { lots: kept, closings } = lotsAfterAction(lots, terms, after, money("50.00"));
    const sold = add(ZERO, ...closings.map((closing) => closing.cost));
    const left = add(ZERO, ...kept.map((lot) => lot.openCost));
    expect([sold, left].map(Number)).toEqual([expected.fraction_basis, expected.remaining_basis]);
    expect(add(ZERO, ...closings.map(({ proceeds }) => proceeds)).toFixed(2)).toBe("50.00");
  });

  const STANDING: Record<string, TaxStatus> = {
    "W-8BEN no treaty": { form: "W8BEN", country: "BR" },
    "US person no TIN / B-notice": { form: "NONE", country: "US" },
  };
  type Withheld = { rate: number; withheld: number; net: number };
  it.each(of<{ status: string; amount: number }, Withheld>("withholding"))("$id", ({ input, expected }) => {
    const status = STANDING[input.status];
    if (!status) throw new Error(`a standing is written for ${input.status}`);
    const gross = dividendOn(quantity(input.amount), { value: "1" });
    const withheld = withheldFrom(gross, status, EX_DATE);
    expect(Number(dividendRate(status, EX_DATE))).toBe(expected.rate);
    expect([withheld, subtract(gross, withheld)].map(Number)).toEqual([expected.withheld, expected.net]);
  });

  it("are all here", () => {
    const kinds = ["stock_dividend", "split", "split_cash_in_lieu", "withholding"];
    expect(vectors.filter(({ kind }) => kinds.includes(kind))).toHaveLength(5);
  });
});
