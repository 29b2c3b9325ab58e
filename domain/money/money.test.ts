import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "@/domain/errors";
import {
  absolute,
  add,
  larger,
  money,
  moneyToWire,
  NO_SHARES,
  negate,
  notional,
  price,
  quantity,
  ratio,
  scale,
  smaller,
  subtract,
  toCents,
  toWire,
  upToCents,
  ZERO,
} from "@/domain/money/money";

/** A wire numeral with up to six decimals, and the same value as an integer of millionths. */
const exact = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((millionths) => {
  const size = (millionths < 0n ? -millionths : millionths).toString().padStart(7, "0");
  const text = `${millionths < 0n ? "-" : ""}${size.slice(0, -6)}.${size.slice(-6)}`;
  return { millionths, text };
});
const millionthsOf = (text: string): bigint => {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + fraction.padEnd(6, "0"));
  return text.startsWith("-") ? -size : size;
};

describe("reading", () => {
  it.each([
    "NaN",
    "Infinity",
    "1e309",
    "1e5",
    "0x10",
    "",
    " 1",
    "1,000",
    "--1",
    "+1",
    ".5",
    "5.",
    "١",
    "1".repeat(21),
  ])("refuses %j", (text) => {
    for (const read of [money, price, quantity]) {
      let caught: unknown;
      try {
        read(text);
      } catch (error) {
        caught = error;
      }
      expect(isAppError(caught) && caught.code).toBe("VALIDATION");
    }
  });

  it("refuses numbers that a float has spoilt", () => {
    expect(() => money(0.1 + 0.2)).toThrow("plain decimal");
    expect(() => money(Number.NaN)).toThrow("plain decimal");
    expect(() => money(1e21)).toThrow("plain decimal");
    expect(money(12).toFixed()).toBe("12");
  });

  it("reads Decimals of another class, however small, and not their NaN", () => {
    const Other = Decimal.clone({ precision: 10 });
    expect(toWire(quantity(new Other("0.000000125")))).toBe("0.000000125");
    expect(toWire(money(new Other("12345678901234.56")))).toBe("12345678901234.56");
    expect(() => money(new Other(Number.NaN))).toThrow("plain decimal");
    const third = money(new Other(1)).div(3);
    expect(third.precision()).toBe(40);
  });

  it("comes back on the wire as it was", () => {
    fc.assert(
      fc.property(exact, ({ text, millionths }) => {
        expect(millionthsOf(toWire(money(text)))).toBe(millionths);
      }),
    );
  });
});

describe("arithmetic", () => {
  it("is exact", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expect(millionthsOf(toWire(add(money(a.text), money(b.text))))).toBe(a.millionths + b.millionths);
        expect(millionthsOf(toWire(subtract(money(a.text), money(b.text))))).toBe(
          a.millionths - b.millionths,
        );
      }),
    );
    expect(toWire(add(money("0.1"), money("0.2")))).toBe("0.3");
    expect(toWire(add<typeof ZERO>())).toBe("0");
  });

  it("negates, takes the size, compares", () => {
    expect(toWire(negate(money("2.5")))).toBe("-2.5");
    expect(toWire(negate(ZERO))).toBe("0");
    expect(toWire(absolute(money("-2.5")))).toBe("2.5");
    expect(smaller(money("1"), money("2")).toFixed()).toBe("1");
    expect(larger(money("1"), money("2")).toFixed()).toBe("2");
    expect(NO_SHARES.isZero()).toBe(true);
  });

  it("is not moved by the library's global settings", () => {
    const before = Decimal.precision;
    Decimal.set({ precision: 2 });
    try {
      expect(toWire(add(money("123456.78"), money("0.01")))).toBe("123456.79");
    } finally {
      Decimal.set({ precision: before });
    }
  });
});

describe("rounding", () => {
  it.each([
    ["0.005", "0.01"],
    ["-0.005", "-0.01"],
    ["0.0049999", "0.00"],
    ["1.115", "1.12"],
    ["2.675", "2.68"],
  ])("%s to cents is %s", (value, cents) => {
    expect(moneyToWire(toCents(money(value)))).toBe(cents);
  });

  it.each([
    ["0.000765", "0.01"],
    ["0.01", "0.01"],
    ["0.010001", "0.02"],
    ["0", "0.00"],
  ])("%s up to cents is %s", (value, cents) => {
    expect(moneyToWire(upToCents(money(value)))).toBe(cents);
  });

  it("is off by at most half a cent, and up by less than a cent", () => {
    fc.assert(
      fc.property(exact, ({ text }) => {
        const value = money(text);
        expect(toCents(value).minus(value).abs().lte("0.005")).toBe(true);
        const up = upToCents(value).minus(value);
        expect(up.gte(0) && up.lt("0.01")).toBe(true);
      }),
    );
  });
});

describe("products and quotients", () => {
  it("a trade becomes dollars rounded to cents once", () => {
    expect(moneyToWire(notional(quantity(100), price("187.4433")))).toBe("18744.33");
    expect(moneyToWire(notional(quantity("0.333333"), price("187.45")))).toBe("62.48");
    expect(moneyToWire(notional(quantity(3), price("0.0005")))).toBe("0.00");
  });

  it("scales without rounding", () => {
    expect(toWire(scale(money("10.01"), "0.5"))).toBe("5.005");
  });

  it("has no quotient by zero", () => {
    expect(ratio(money("1"), ZERO)).toBeNull();
    expect(ratio(money("1"), money("8"))?.toFixed()).toBe("0.125");
  });

  it("writes money with at least two decimals", () => {
    expect(moneyToWire(money("5"))).toBe("5.00");
    expect(moneyToWire(money("5.125"))).toBe("5.125");
    expect(moneyToWire(negate(ZERO))).toBe("0.00");
  });
});
