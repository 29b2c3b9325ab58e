import { expect, test } from "vitest";
import {
  firstClause,
  progressInWords,
  routeInWords,
  STATUS_WORDS,
  statusInWords,
  termsInWords,
} from "@/components/orders/order-words";
import { anOrder } from "@/components/orders/testing/an-order";
import { isOpen, ORDER_STATUSES } from "@/domain/orders/order-machine";

const order = anOrder();

test("terms read as a trader says them", () => {
  expect(termsInWords(order)).toBe("Buy 1,500 limit 187.40 day");
  expect(termsInWords({ ...order, side: "SELL", timeInForce: "GTC" })).toBe("Sell 1,500 limit 187.40 GTC");
  expect(termsInWords({ ...order, type: "MARKET", limitPrice: null })).toBe("Buy 1,500 market");
});

test("what is going on by our words is what is open by the machine", () => {
  for (const status of ORDER_STATUSES) expect(STATUS_WORDS[status].isGoingOn).toBe(isOpen(status));
});

test("a refusal says why, in one clause", () => {
  const message = "16,498.20 short of buying power: the order needs 18,741.00, and 2,242.80 is available.";
  expect(statusInWords({ status: "DENIED", reasons: [{ code: "BUYING_POWER", message }] })).toBe(
    "Refused: 16,498.20 short of buying power",
  );
  expect(statusInWords({ status: "DENIED", reasons: [] })).toBe("Refused");
  expect(firstClause("A price of 187.405 must be a multiple of 0.01.")).toBe(
    "A price of 187.405 must be a multiple of 0.01",
  );
});

test("progress says how much is filled and at what", () => {
  const part = { ...order, cumQty: "40", averagePrice: "187.385" };
  expect(progressInWords({ ...part, status: "PARTIALLY_FILLED" })).toBe(
    "Working: 40 of 1,500 filled at 187.3850.",
  );
  expect(progressInWords({ ...part, status: "CANCELED" })).toBe("Cancelled: 40 of 1,500 filled at 187.3850.");
  expect(progressInWords({ ...order, status: "EXPIRED" })).toBe("Expired: 0 of 1,500 filled.");
  expect(progressInWords({ ...order, cumQty: "1500", averagePrice: "187.38", status: "FILLED" })).toBe(
    "Filled: 1,500 of 1,500 at 187.38.",
  );
  expect(
    progressInWords({ ...order, status: "DENIED", reasons: [{ code: "X", message: "We do not trade X." }] }),
  ).toBe("Refused. We do not trade X.");
  for (const status of ORDER_STATUSES) expect(progressInWords({ ...order, status })).toMatch(/\.$/);
});

test("a route names each venue once, by what it filled if anything is filled", () => {
  const sent = [
    { venue: "XNAS", quantity: "100", filled: "0" },
    { venue: "EDGX", quantity: "80", filled: "0" },
    { venue: "XNAS", quantity: "1200", filled: "0" },
  ];
  expect(routeInWords(sent)).toBe("XNAS 1,300 · EDGX 80");
  expect(routeInWords(sent.map((part, index) => ({ ...part, filled: index === 1 ? "30" : "0" })))).toBe(
    "EDGX 30",
  );
  expect(routeInWords([])).toBe("");
});
