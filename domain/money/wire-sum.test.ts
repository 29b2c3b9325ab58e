import fc from "fast-check";
import { expect, test } from "vitest";
import { compareWire, negateWire, sumWire } from "@/domain/money/wire-sum";
import { add, money, toWire, ZERO } from "@/domain/money/money";

const wire = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, places]) => toWire(money(money(units.toString()).div(10 ** places))));

test("a sum is the decimal library's", () => {
  fc.assert(
    fc.property(fc.array(wire, { maxLength: 20 }), (values) => {
      const expected = values.reduce((sum, value) => add(sum, money(value)), ZERO);
      expect(money(sumWire(values)).eq(expected)).toBe(true);
    }),
  );
});

test("a number and its negative add up to nothing, and stand on either side of it", () => {
  fc.assert(
    fc.property(wire, (value) => {
      expect(money(sumWire([value, negateWire(value)])).isZero()).toBe(true);
      expect(compareWire(value, "0")).toBe(-compareWire(negateWire(value), "0") + 0);
    }),
  );
});

test("order is the number's, not the text's", () => {
  expect(["10", "9.5", "-3", "9.50001"].sort(compareWire)).toEqual(["-3", "9.5", "9.50001", "10"]);
  expect(sumWire([])).toBe("0");
  expect(sumWire(["0.1", "-0.25"])).toBe("-0.15");
});

test("what is no wire decimal is a bug", () => {
  expect(() => sumWire(["1e3"])).toThrow("not a wire decimal");
});
