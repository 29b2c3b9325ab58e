import { expect, test } from "vitest";
import { movedOrders } from "@/components/orders/order-watch";
import type { Order } from "@/components/orders/order-words";

const order = (id: string, cumQty: string): Order => ({
  id,
  accountId: "0",
  clientOrderId: id,
  symbol: "AAPL",
  side: "BUY",
  type: "MARKET",
  timeInForce: "DAY",
  quantity: "100",
  limitPrice: null,
  session: "REGULAR",
  amount: null,
  stopPrice: null,
  trail: null,
  directTo: null,
  onProtected: null,
  doNotReduce: false,
  groupId: null,
  groupRole: null,
  pendingReplace: null,
  triggeredAt: null,
  status: "NEW",
  cumQty,
  leavesQty: "100",
  averagePrice: null,
  fees: "0.00",
  route: [],
  reasons: [],
  placedAt: "2026-07-14T14:42:07.000Z",
  expiresOn: null,
  closedAt: null,
  version: 1,
});

test("only what was filled further, or is gone, has moved", () => {
  const before = [order("a", "0"), order("b", "90"), order("c", "5")];
  const now = [order("new", "0"), order("a", "0"), order("b", "100")];
  const { filled, gone } = movedOrders(before, now);
  expect(filled.map(({ id }) => id)).toEqual(["b"]);
  expect(gone).toEqual(["c"]);
});
