import { expect, test } from "vitest";
import { goneOrders } from "@/components/orders/order-watch";
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

test("what is missing from the open orders is over", () => {
  const before = [order("a", "0"), order("b", "90"), order("c", "5")];
  const now = [order("new", "0"), order("a", "0"), order("b", "100")];
  expect(goneOrders(before, now)).toEqual(["c"]);
});
