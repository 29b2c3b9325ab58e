import { expect, test } from "vitest";
import { formatPriceChange, sideInWords } from "@/components/market/quote-words";

test("a change is written as finely as its price", () => {
  expect(formatPriceChange("1.87", "187.44")).toBe("+1.87");
  expect(formatPriceChange("-0.35", "12.31")).toBe("−0.35");
  expect(formatPriceChange("0.0012", "0.3612")).toBe("+0.0012");
  expect(formatPriceChange("-0.0012", "0.36")).toBe("−0.0012");
  expect(formatPriceChange("0", "0.36")).toBe("0.00");
});

test("a side of the quote has its price and its shares", () => {
  expect(sideInWords("187.43", 1100)).toBe("187.43 × 1,100");
  expect(sideInWords(null, 0)).toBe("—");
});
