import { expect, test } from "vitest";
import { forgetOrder, nameOrder, type Shelf } from "@/components/orders/intended-order";
import { changeTicket, emptyTicket, missingIn, termsOf } from "@/components/orders/ticket-terms";
import { clientOrderIdInput, previewInput } from "@/domain/orders/order-input";

const ACCOUNT = "0197b0a5-8d1a-7c3e-9d52-3f0a4c6b8e11";

function shelf(): Shelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("an order keeps its name until it is answered, in every tab", () => {
  const store = shelf();
  const name = nameOrder(store, ACCOUNT, "AAPL");
  expect(clientOrderIdInput.safeParse(name).success).toBe(true);
  expect(nameOrder(store, ACCOUNT, "AAPL")).toBe(name);
  expect(nameOrder(store, ACCOUNT, "F")).not.toBe(name);
  forgetOrder(store, ACCOUNT, "AAPL", name);
  const next = nameOrder(store, ACCOUNT, "AAPL");
  expect(next).not.toBe(name);
  // A late answer for the old name does not take the new one away.
  forgetOrder(store, ACCOUNT, "AAPL", name);
  expect(nameOrder(store, ACCOUNT, "AAPL")).toBe(next);
});

test("without storage an order still gets a name", () => {
  const broken: Shelf = {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("denied");
    },
    removeItem: () => {
      throw new Error("denied");
    },
  };
  expect(clientOrderIdInput.safeParse(nameOrder(broken, ACCOUNT, "AAPL")).success).toBe(true);
  expect(clientOrderIdInput.safeParse(nameOrder(null, ACCOUNT, "AAPL")).success).toBe(true);
  expect(() => forgetOrder(broken, ACCOUNT, "AAPL", "x")).not.toThrow();
});

test("a market order is good for the day, whatever stood there before", () => {
  const until = changeTicket(emptyTicket("BUY"), { timeInForce: "GTC" });
  expect(until.timeInForce).toBe("GTC");
  expect(changeTicket(until, { type: "MARKET" }).timeInForce).toBe("DAY");
});

test("nothing is asked of the server before the ticket is complete", () => {
  const form = emptyTicket("SELL");
  expect(missingIn(form)).toEqual({
    quantity: "Enter how many shares.",
    limitPrice: "Enter the least that you accept for a share.",
  });
  expect(termsOf(changeTicket(form, { quantity: "0" }), ACCOUNT, "AAPL")).toBeNull();
  expect(missingIn(changeTicket(form, { type: "MARKET", quantity: "5" }))).toEqual({});
});

test("what a complete ticket says is what the server's schema takes", () => {
  const limit = changeTicket(emptyTicket("BUY"), { quantity: "100", limitPrice: "187.", timeInForce: "GTC" });
  const market = changeTicket(emptyTicket("SELL"), { quantity: "100", type: "MARKET", limitPrice: "1" });
  for (const form of [limit, market])
    expect(previewInput.safeParse(termsOf(form, ACCOUNT, "AAPL")).success).toBe(true);
  expect(termsOf(market, ACCOUNT, "AAPL")).not.toHaveProperty("limitPrice");
});
