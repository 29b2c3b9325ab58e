import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  direction,
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatShares,
  formatSigned,
  formatUsd,
  formatWeight,
} from "@/domain/money/format";
import { money } from "@/domain/money/money";

const cases = (format: (value: string) => string, table: Record<string, string>) => {
  it.each(Object.entries(table))("%s reads %s", (value, text) => expect(format(value)).toBe(text));
};

describe("money", () => {
  cases(formatMoney, {
    "1234.5": "1,234.50",
    "0": "0.00",
    "-0.001": "0.00",
    "-1234567.895": "−1,234,567.90",
    "999.995": "1,000.00",
    "0.005": "0.01",
    "0.0049999999999": "0.00",
    "9007199254740993.015": "9,007,199,254,740,993.02",
    "007": "7.00",
  });
});

describe("dollars", () => {
  cases(formatUsd, { "1234.5": "$1,234.50", "-3": "−$3.00", "184206.51": "$184,206.51" });
});

describe("signed", () => {
  cases(formatSigned, {
    "1190": "+1,190.00",
    "-1905": "−1,905.00",
    "0": "0.00",
    "-0": "0.00",
    "0.001": "0.00",
  });
});

describe("prices", () => {
  cases(formatPrice, {
    "187.4": "187.40",
    "187.400000": "187.40",
    "187.4433": "187.4433",
    "187.403333": "187.4033",
    "0.36": "0.3600",
    "0.9999": "0.9999",
    "1": "1.00",
    "1.005": "1.0050",
    "12345.678": "12,345.6780",
    "0": "0.00",
    "0.000000": "0.00",
    "0.000012": "0.000012",
  });
});

describe("shares", () => {
  cases(formatShares, {
    "1": "1 share",
    "1.000000": "1 share",
    "0": "0 shares",
    "0.5": "0.5 shares",
    "1500": "1,500 shares",
  });
});

describe("quantities", () => {
  cases(formatQuantity, {
    "100": "100",
    "1500": "1,500",
    "1500.500000": "1,500.5",
    "-40000": "−40,000",
    "0.000001": "0.000001",
    "0": "0",
    "10.000000": "10",
    "1000000": "1,000,000",
  });
});

describe("percentages", () => {
  cases((ratio) => formatPercent(ratio), {
    "0.0101": "+1.01%",
    "-0.0935": "−9.35%",
    "0.29064999": "+29.06%",
    "0.290650": "+29.07%",
    "12.5": "+1,250.00%",
    "1": "+100.00%",
    "0.5": "+50.00%",
    "0": "0.00%",
    "0.00001": "0.00%",
  });
  it("takes other numbers of digits", () => {
    expect(formatPercent("0.01016", 1)).toBe("+1.0%");
    expect(formatPercent("0.015", 0)).toBe("+2%");
    expect(formatPercent("0.0101234", 4)).toBe("+1.0123%");
  });
  it("has no sign for parts of a whole", () => {
    expect(formatWeight("0.224")).toBe("22.4%");
    expect(formatWeight("1", 0)).toBe("100%");
  });
});

describe("what is not there", () => {
  const all = [
    formatMoney,
    formatUsd,
    formatSigned,
    formatPrice,
    formatQuantity,
    formatPercent,
    formatWeight,
  ];
  it("reads n/a", () => {
    for (const format of all) expect([format(null), format(undefined)]).toEqual(["n/a", "n/a"]);
    expect(direction(null)).toBe("flat");
  });
  it("anything else than a wire decimal is a bug", () => {
    for (const bad of ["", "abc", "1e5", "NaN", "1,000", " 1"]) {
      for (const format of all) expect(() => format(bad)).toThrow("not a wire decimal");
    }
  });
});

describe("direction", () => {
  it("goes by the sign alone", () => {
    expect(["0.0001", "-0.0001", "0.000", "-0"].map((value) => direction(value))).toEqual([
      "gain",
      "loss",
      "flat",
      "flat",
    ]);
  });
});

describe("against the decimal library", () => {
  const numeral = fc
    .tuple(
      fc.boolean(),
      fc.bigInt({ min: 0n, max: 10n ** 16n }),
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 10 }),
    )
    .map(
      ([negative, whole, digits]) =>
        `${negative ? "-" : ""}${whole}${digits.length ? `.${digits.join("")}` : ""}`,
    );
  const plain = (text: string) =>
    text.replaceAll(",", "").replace("−", "-").replace(/^\+/, "").replace("%", "");

  it("rounds alike", () => {
    fc.assert(
      fc.property(numeral, fc.integer({ min: 0, max: 6 }), (text, digits) => {
        expect(plain(formatMoney(text))).toBe(
          money(text)
            .toFixed(2)
            .replace(/^-(0\.00)$/, "$1"),
        );
        expect(
          money(plain(formatPercent(text, digits))).eq(money(text).times(100).toDecimalPlaces(digits)),
        ).toBe(true);
        expect(plain(formatQuantity(text))).toBe(
          money(text).toDecimalPlaces(6).toFixed().replace(/^-0$/, "0"),
        );
      }),
    );
  });

  it("groups every three digits", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (whole) => {
        expect(formatQuantity(String(whole))).toBe(whole.toLocaleString("en-US"));
      }),
    );
  });
});
