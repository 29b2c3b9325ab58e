import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanDecimal, compareDecimals, groupThousands, stepDecimal } from "@/components/ui/decimal-text";

const price = { decimals: 4, allowNegative: false };

describe("what is typed into a decimal field", () => {
  test.each([
    ["1,234.50", "1234.50"],
    [" $ 12", "12"],
    [".5", "0.5"],
    ["007", "7"],
    ["0", "0"],
    ["12.", "12."],
    ["", ""],
  ])("%j is taken as %j", (typed, taken) => expect(cleanDecimal(typed, price)).toBe(taken));

  test.each(["1.23456", "1e5", "abc", "1.2.3", "-1", "--1", "1234567890123456", "Infinity", "NaN", "0x10"])(
    "%j is refused",
    (typed) => expect(cleanDecimal(typed, price)).toBeNull(),
  );

  test("whole numbers take no point, signed ones take a minus", () => {
    expect(cleanDecimal("1.", { decimals: 0, allowNegative: false })).toBeNull();
    expect(cleanDecimal("\u22125.2", { decimals: 1, allowNegative: true })).toBe("-5.2");
    expect(cleanDecimal("-", { decimals: 1, allowNegative: true })).toBe("-");
  });

  test("grouping and cleaning undo each other", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 14n), 10n ** 14n),
        fc.integer({ min: 0, max: 9999 }),
        (whole, fraction) => {
          const decimal = `${whole}.${String(fraction).padStart(4, "0")}`;
          expect(cleanDecimal(groupThousands(decimal), { decimals: 4, allowNegative: true })).toBe(decimal);
        },
      ),
    );
  });
});

test("thousands are grouped, fractions are not", () => {
  expect(groupThousands("1234567.1234")).toBe("1,234,567.1234");
  expect(groupThousands("-1500")).toBe("\u22121,500");
  expect(groupThousands("12.")).toBe("12");
  expect(groupThousands("")).toBe("");
});

describe("stepping", () => {
  test("is exact where floats are not", () => expect(stepDecimal("0.1", "0.2", 1)).toBe("0.3"));
  test("keeps the finer of both precisions", () => expect(stepDecimal("187.4", "0.01", -1)).toBe("187.39"));
  test("starts at zero from an empty field", () => expect(stepDecimal("", "100", 1)).toBe("100"));
  test("stops at the minimum", () => expect(stepDecimal("0.5", "1", -1, "0")).toBe("0.0"));
  test("up and down again is where it was", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 6n), (start, step) => {
        const there = stepDecimal(`${start}.50`, `0.${String(step).padStart(7, "0")}`, 1);
        const back = stepDecimal(there, `0.${String(step).padStart(7, "0")}`, -1);
        expect(compareDecimals(back, `${start}.5`)).toBe(0);
      }),
    );
  });
});

test("comparison is by value, not by text", () => {
  expect(compareDecimals("9.9", "10")).toBe(-1);
  expect(compareDecimals("-9.9", "-10")).toBe(1);
  expect(compareDecimals("1.50", "1.5")).toBe(0);
});
