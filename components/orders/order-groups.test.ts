import fc from "fast-check";
import { expect, test } from "vitest";
import { changeInWords, groupTogether, statusInWords, waitsFor } from "@/components/orders/order-words";

type Row = { id: number; groupId: string | null; groupRole: "ENTRY" | "TAKE_PROFIT" | "STOP_LOSS" | null };

const rows: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      groupId: fc.constantFrom(null, "a", "b"),
      groupRole: fc.constantFrom("ENTRY" as const, "TAKE_PROFIT" as const, "STOP_LOSS" as const),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(({ groupId, groupRole }, id) => ({ id, groupId, groupRole: groupId ? groupRole : null })),
  );

test("grouping loses and doubles nothing, and puts the members of a group side by side", () => {
  fc.assert(
    fc.property(rows, (orders) => {
      const grouped = groupTogether(orders);
      expect([...grouped].sort((a, b) => a.id - b.id)).toEqual(orders);
      for (const group of ["a", "b"]) {
        const places = grouped.flatMap((row, place) => (row.groupId === group ? [place] : []));
        expect(places.at(-1) ?? 0).toBe((places[0] ?? 0) + Math.max(0, places.length - 1));
      }
    }),
  );
});

test("the entry comes before its exits, where the first of the group stood", () => {
  const single = { id: 0, groupId: null, groupRole: null };
  const loss = { id: 1, groupId: "a", groupRole: "STOP_LOSS" as const };
  const profit = { id: 3, groupId: "a", groupRole: "TAKE_PROFIT" as const };
  const entry = { id: 4, groupId: "a", groupRole: "ENTRY" as const };
  const last = { ...single, id: 5 };
  expect(groupTogether([single, loss, last, profit, entry])).toEqual([single, entry, profit, loss, last]);
});

const working = {
  status: "NEW" as const,
  groupRole: null,
  triggeredAt: null,
  stopPrice: null,
  trail: null,
  timeInForce: "DAY" as const,
};

test("a working order says what it waits for, until that has come", () => {
  expect(waitsFor(working)).toBeNull();
  expect(waitsFor({ ...working, stopPrice: "180" })).toBe("Waits for 180.00");
  expect(waitsFor({ ...working, stopPrice: "180", triggeredAt: "2026-11-20T15:00:00.000Z" })).toBeNull();
  expect(waitsFor({ ...working, trail: { by: "PERCENT", value: "2" } })).toBe("Trails the market");
  expect(waitsFor({ ...working, timeInForce: "CLS" })).toBe("Waits for the close");
  expect(waitsFor({ ...working, status: "HELD", groupRole: "STOP_LOSS", stopPrice: "180" })).toBe(
    "Waits for entry",
  );
  expect(statusInWords({ ...working, status: "CANCELED", stopPrice: "180", reasons: [] })).toBe("Cancelled");
});

test("a change that is under way is told with the terms that were asked for", () => {
  const order = {
    side: "BUY" as const,
    quantity: "100",
    amount: null,
    type: "STOP_LIMIT" as const,
    limitPrice: "187.4",
    stopPrice: "186",
    trail: null,
    timeInForce: "DAY" as const,
  };
  expect(changeInWords({ ...order, pendingReplace: null })).toBe("");
  const asked = { quantity: "1200", limitPrice: "188", stopPrice: "187" };
  expect(changeInWords({ ...order, pendingReplace: asked })).toBe("→ 1,200 stop 187.00 limit 188.00");
});
