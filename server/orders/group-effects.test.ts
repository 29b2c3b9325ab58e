import { describe, expect, it } from "vitest";
import { toWire } from "@/domain/money/money";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { exitHold } from "@/server/orders/group-effects";
import { aWorkingOrder } from "@/server/orders/testing/a-working-order";
import type { WorkingOrder } from "@/server/orders/working-orders";

const leg = (
  role: "ENTRY" | "TAKE_PROFIT" | "STOP_LOSS",
  status: OrderStatus,
  quantity: string,
  cumQty: string,
): WorkingOrder => aWorkingOrder({ group: { id: "group", role }, status, quantity, cumQty });

const held = (...members: WorkingOrder[]) =>
  members.map((order) => {
    const hold = exitHold(order, members);
    return hold && toWire(hold.shares);
  });

describe("the one hold of two exits", () => {
  it("is carried by the first open leg of an OCO, for what the better informed one has left", () => {
    expect(held(leg("TAKE_PROFIT", "NEW", "42", "0"), leg("STOP_LOSS", "NEW", "42", "0"))).toEqual([
      "42",
      "0",
    ]);
    const partly = leg("STOP_LOSS", "PARTIALLY_FILLED", "42", "10");
    expect(held(leg("TAKE_PROFIT", "NEW", "42", "0"), partly)).toEqual(["32", "0"]);
    expect(held(leg("TAKE_PROFIT", "NEW", "32", "0"), partly)).toEqual(["32", "0"]);
  });

  it("is over once a leg of an OCO has filled, before the other is told of it", () => {
    expect(held(leg("TAKE_PROFIT", "NEW", "42", "0"), leg("STOP_LOSS", "FILLED", "42", "42"))).toEqual([
      "0",
      "0",
    ]);
    expect(held(leg("TAKE_PROFIT", "FILLED", "42", "42"), leg("STOP_LOSS", "NEW", "42", "0"))).toEqual([
      "0",
      "0",
    ]);
  });

  it("stays with the leg that is left when the other one was cancelled", () => {
    expect(held(leg("TAKE_PROFIT", "CANCELED", "42", "0"), leg("STOP_LOSS", "NEW", "42", "0"))).toEqual([
      "0",
      "42",
    ]);
  });

  it("is of a bracket what the entry bought, less what either exit sold", () => {
    const entry = leg("ENTRY", "FILLED", "50", "50");
    expect(
      held(entry, leg("TAKE_PROFIT", "NEW", "50", "0"), leg("STOP_LOSS", "PARTIALLY_FILLED", "50", "20")),
    ).toEqual([undefined, "30", "0"]);
    expect(held(entry, leg("TAKE_PROFIT", "NEW", "50", "0"), leg("STOP_LOSS", "FILLED", "50", "50"))).toEqual(
      [undefined, "0", "0"],
    );
  });
});
