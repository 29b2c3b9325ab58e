import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOnTick, roundLot, type TickAssignment, tickSize } from "@/domain/market/ticks";
import { price } from "@/domain/money/money";
import { localDate } from "@/domain/time/instant";
import published from "@/domain/vectors/margin_cash_fee_vectors.json";

const TODAY = localDate("2026-11-22");
const HALF_PENNY: TickAssignment[] = [{ from: localDate("2026-11-02"), to: null, tick: price("0.005") }];

type Vector = { id: string; kind: string; input: Record<string, unknown>; expected: Record<string, unknown> };
const vectors = published.vectors as unknown as Vector[];

describe("the tick", () => {
  const ticks = vectors.filter((vector) => vector.kind === "tick");

  it("has all published vectors", () => expect(ticks).toHaveLength(8));

  it.each(ticks)("$id: $input.limit_price", ({ input, expected }) => {
    const assigned = String(input.regime).includes("assigned $0.005") ? HALF_PENNY : [];
    expect(isOnTick(price(String(input.limit_price)), TODAY, assigned)).toBe(expected.accepted);
  });

  it("changes at one dollar", () => {
    expect(tickSize(price("0.9999"), TODAY).toFixed()).toBe("0.0001");
    expect(tickSize(price("1"), TODAY).toFixed()).toBe("0.01");
  });

  it("takes a symbol's own tick on its days and from one dollar only", () => {
    const dated: TickAssignment[] = [
      { from: localDate("2026-11-02"), to: localDate("2027-04-30"), tick: price("0.005") },
    ];
    expect(isOnTick(price("10.005"), localDate("2026-11-01"), dated)).toBe(false);
    expect(isOnTick(price("10.005"), localDate("2026-11-02"), dated)).toBe(true);
    expect(isOnTick(price("10.005"), localDate("2027-04-30"), dated)).toBe(true);
    expect(isOnTick(price("10.005"), localDate("2027-05-01"), dated)).toBe(false);
    expect(tickSize(price("0.5"), localDate("2026-11-02"), dated).toFixed()).toBe("0.0001");
  });

  it("refuses zero and negative prices", () => {
    expect(isOnTick(price("0"), TODAY)).toBe(false);
    expect(isOnTick(price("-1.00"), TODAY)).toBe(false);
  });

  it("accepts every cent from a dollar up and nothing between two cents", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 500_000_00 }),
        fc.integer({ min: 1, max: 9999 }),
        (cents, rest) => {
          const onCent = price((cents / 100).toFixed(2));
          expect(isOnTick(onCent, TODAY)).toBe(true);
          expect(isOnTick(price(`${onCent.toFixed(2)}${String(rest).padStart(4, "0")}`), TODAY)).toBe(false);
        },
      ),
    );
  });
});

describe("the round lot", () => {
  const lots = vectors.filter((vector) => vector.kind === "round_lot");

  it("has all published vectors", () => expect(lots).toHaveLength(6));

  it.each(lots)("$id", ({ input, expected }) => {
    const close = price(Number(input.prior_month_avg_close).toFixed(2));
    expect(roundLot(close, TODAY).toNumber()).toBe(expected.round_lot);
  });

  it("was 100 for every price before 3 November 2025", () => {
    expect(roundLot(price("5000"), localDate("2025-11-02")).toNumber()).toBe(100);
    expect(roundLot(price("5000"), localDate("2025-11-03")).toNumber()).toBe(10);
  });

  it("refuses an average that cannot be", () => {
    expect(() => roundLot(price("0"), TODAY)).toThrow("above zero");
  });
});
