import { describe, expect, it } from "vitest";
import { restrictSymbolInput, setLimitsInput } from "@/domain/risk/inputs";

const limits = {
  accountId: "0198a5c5-0000-7000-8000-000000000001",
  maxShares: "100000",
  maxValue: "2000000",
  maxOpenOrders: 1000,
  ordersPerSecond: 50,
  limitCollar: "0.2",
  duplicateSeconds: 0,
  haltPolicy: "QUEUE",
  marginRegime: null,
  reason: "An active trader, known for years.",
};
const accepts = (more: object): boolean => setLimitsInput.safeParse({ ...limits, ...more }).success;

describe("new limits", () => {
  it("come whole, with a reason", () => {
    expect(accepts({})).toBe(true);
    for (const field of Object.keys(limits)) expect(accepts({ [field]: undefined }), field).toBe(false);
    expect(accepts({ reason: "Because." })).toBe(false);
  });

  it.each(["0.0001", "0.05", "0.9999", "1", "1.0"])("take a collar of %s", (limitCollar) => {
    expect(accepts({ limitCollar })).toBe(true);
  });

  it.each(["0", "0.0", "0.0000", "0.00001", "1.1", "2", "-0.1", ".5", "5%", "0.1e1", ""])(
    "refuse a collar of %s",
    (limitCollar) => expect(accepts({ limitCollar })).toBe(false),
  );

  it("stay within what the firm gives anyone", () => {
    expect([accepts({ maxShares: "1000001" }), accepts({ maxValue: "1000000000.01" })]).toEqual([
      false,
      false,
    ]);
    expect([accepts({ ordersPerSecond: 0 }), accepts({ maxOpenOrders: 0 })]).toEqual([false, true]);
    expect([accepts({ effectiveOn: "2026-02-30" }), accepts({ effectiveOn: "2026-12-01" })]).toEqual([
      false,
      true,
    ]);
  });
});

it("a restriction names a symbol, a scope and a reason", () => {
  const right = { symbol: "AAPL", scope: "BUYS", reason: "Underwriting of the firm's affiliate." };
  expect(restrictSymbolInput.safeParse(right).success).toBe(true);
  expect(restrictSymbolInput.safeParse({ ...right, symbol: "aapl" }).success).toBe(false);
  expect(restrictSymbolInput.safeParse({ ...right, scope: "SELLS" }).success).toBe(false);
});
