import { expect, test } from "vitest";
import {
  durationInWords,
  effectiveOverQuoted,
  fillRateInWords,
  type QualityRow,
  readSpan,
  spreadInWords,
  typeName,
} from "@/components/orders/quality-words";

const row: QualityRow = {
  name: "XNAS",
  orders: 3,
  shares: "400",
  filledShares: "300",
  fillRate: "0.75",
  effectiveSpread: "0.0165",
  quotedSpread: "0.02",
  improvement: "1.05",
  improvedShares: "200",
  venueFees: "0.9",
  averageMs: 12,
};

test("spreads are dollars a share, and their ratio a percentage", () => {
  expect(spreadInWords(row.effectiveSpread)).toBe("0.0165");
  expect(effectiveOverQuoted(row)).toBe("82.5%");
  expect(fillRateInWords(row)).toBe("75.0%");
});

test("where nothing was filled or quoted stands a dash, never a zero", () => {
  const nothing = { ...row, effectiveSpread: null, quotedSpread: null, fillRate: null };
  expect(spreadInWords(null)).toBe("—");
  expect(effectiveOverQuoted(nothing)).toBe("—");
  expect(effectiveOverQuoted({ ...row, quotedSpread: "0" })).toBe("—");
  expect(fillRateInWords(nothing)).toBe("—");
});

test("an address names one of the spans, or means 90 days", () => {
  expect(readSpan("365")).toBe("365");
  expect(readSpan("7")).toBe("90");
  expect(readSpan(undefined)).toBe("90");
});

test("a time is said in the unit that fits it", () => {
  expect([3, 999, 13_288, 3_599_000, 6_853_480, null].map(durationInWords)).toEqual([
    "3 ms",
    "999 ms",
    "13.3 s",
    "60 min",
    "1.9 h",
    "—",
  ]);
});

test("a ratio that says nothing any more is not spelled out", () => {
  expect(effectiveOverQuoted({ ...row, effectiveSpread: "3.92" })).toBe("> 999%");
});

test("types are called as on the ticket", () => {
  expect(typeName("TRAILING_STOP")).toBe("Trailing stop");
  expect(typeName("PEGGED")).toBe("PEGGED");
});
