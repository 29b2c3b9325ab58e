import fc from "fast-check";
import { expect, test } from "vitest";
import { tickRatioText, tickText } from "@/domain/market/tick-text";
import { tickPrice, toPrice } from "@/domain/market/types";
import { ratio, subtract, toWire } from "@/domain/money/money";

const ticks = fc.integer({ min: 1, max: 10_000_000_000 }).map(tickPrice);

test("a price's short way to the wire is the long way's", () => {
  fc.assert(
    fc.property(ticks, (price) => {
      expect(tickText(price)).toBe(toWire(toPrice(price)));
    }),
  );
  expect(tickText(0)).toBe("0");
});

test("so is a difference's, and its ratio's", () => {
  fc.assert(
    fc.property(ticks, ticks, (last, before) => {
      const change = subtract(toPrice(last), toPrice(before));
      expect(tickText(last - before)).toBe(toWire(change));
      const expected = ratio(change, toPrice(before))?.toDecimalPlaces(6).toFixed();
      expect(tickRatioText(last - before, before)).toBe(expected);
    }),
  );
});

test("a ratio in the middle of two is rounded away from zero", () => {
  expect(tickRatioText(1, tickPrice(2_000_000))).toBe("0.000001");
  expect(tickRatioText(-1, tickPrice(2_000_000))).toBe("-0.000001");
  expect(tickRatioText(-1, tickPrice(3_000_000))).toBe("0");
});
