import { expect, test } from "vitest";
import { goneOrders } from "@/components/orders/order-watch";
import { anOrder } from "@/components/orders/testing/an-order";

const order = (id: string, cumQty: string) => anOrder({ id, cumQty });

test("what is missing from the open orders is over", () => {
  const before = [order("a", "0"), order("b", "90"), order("c", "5")];
  const now = [order("new", "0"), order("a", "0"), order("b", "100")];
  expect(goneOrders(before, now)).toEqual(["c"]);
});
