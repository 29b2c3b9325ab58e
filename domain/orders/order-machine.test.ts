import { describe, expect, it } from "vitest";
import {
  isOpen,
  nextStatus,
  ORDER_EVENTS,
  ORDER_STATUSES,
  type OrderEventKind,
  type OrderStatus,
  TRANSITIONS,
} from "./order-machine";

/** The whole table written a second time, by hand, so that a slip in one is seen in the other. */
const LEGAL: readonly (readonly [OrderStatus, OrderEventKind, OrderStatus])[] = [
  ["PENDING_NEW", "ACCEPT", "NEW"],
  ["PENDING_NEW", "REJECT", "REJECTED"],
  ["PENDING_NEW", "FILL_PART", "PARTIALLY_FILLED"],
  ["PENDING_NEW", "FILL_ALL", "FILLED"],
  ["PENDING_NEW", "REQUEST_CANCEL", "PENDING_CANCEL"],
  ["PENDING_NEW", "CANCEL", "CANCELED"],
  ["PENDING_NEW", "EXPIRE", "EXPIRED"],
  ["NEW", "ACCEPT", "NEW"],
  ["NEW", "FILL_PART", "PARTIALLY_FILLED"],
  ["NEW", "FILL_ALL", "FILLED"],
  ["NEW", "REQUEST_CANCEL", "PENDING_CANCEL"],
  ["NEW", "CANCEL", "CANCELED"],
  ["NEW", "EXPIRE", "EXPIRED"],
  ["PARTIALLY_FILLED", "ACCEPT", "PARTIALLY_FILLED"],
  ["PARTIALLY_FILLED", "FILL_PART", "PARTIALLY_FILLED"],
  ["PARTIALLY_FILLED", "FILL_ALL", "FILLED"],
  ["PARTIALLY_FILLED", "REQUEST_CANCEL", "PENDING_CANCEL"],
  ["PARTIALLY_FILLED", "CANCEL", "CANCELED"],
  ["PARTIALLY_FILLED", "EXPIRE", "EXPIRED"],
  ["PENDING_CANCEL", "ACCEPT", "PENDING_CANCEL"],
  ["PENDING_CANCEL", "REJECT", "REJECTED"],
  ["PENDING_CANCEL", "FILL_PART", "PENDING_CANCEL"],
  ["PENDING_CANCEL", "FILL_ALL", "FILLED"],
  ["PENDING_CANCEL", "CANCEL", "CANCELED"],
  ["PENDING_CANCEL", "CANCEL_REFUSED_UNFILLED", "NEW"],
  ["PENDING_CANCEL", "CANCEL_REFUSED_PART_FILLED", "PARTIALLY_FILLED"],
  ["PENDING_CANCEL", "EXPIRE", "EXPIRED"],
  ["CANCELED", "FILL_PART", "CANCELED"],
  ["CANCELED", "FILL_ALL", "FILLED"],
  ["EXPIRED", "FILL_PART", "EXPIRED"],
  ["EXPIRED", "FILL_ALL", "FILLED"],
];

describe("the life of an order", () => {
  for (const from of ORDER_STATUSES) {
    for (const event of ORDER_EVENTS) {
      const to = LEGAL.find(([status, kind]) => status === from && kind === event)?.[2] ?? null;
      it(`${from} + ${event} -> ${to ?? "illegal"}`, () => expect(nextStatus(from, event)).toBe(to));
    }
  }

  it("never reopens what is over", () => {
    const over = ORDER_STATUSES.filter((status) => !isOpen(status));
    for (const from of over)
      for (const to of Object.values(TRANSITIONS[from])) expect(isOpen(to)).toBe(false);
  });
});
