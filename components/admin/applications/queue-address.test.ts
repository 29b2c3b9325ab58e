import { expect, it } from "vitest";
import { filtersOf, queueAddress } from "@/components/admin/applications/queue-address";

const all = {
  status: "ESCALATED",
  search: "holm & co",
  accountType: "LLC_CASH",
  country: "NO",
  flag: "REVIEW",
  assignee: "me",
  olderThanDays: 3,
} as const;

it("an address and its filters are one thing", () => {
  const address = queueAddress(all, "17:x");
  const query = Object.fromEntries(new URL(address, "http://desk.test").searchParams);
  expect(filtersOf(query)).toEqual(all);
  expect(query.cursor).toBe("17:x");
});

it("the ordinary queue has the short address, and nonsense is left out", () => {
  const filters = filtersOf({ status: "DRAFT", country: "Norway", olderThanDays: "many", flag: "RED" });
  expect(filters).toEqual({ status: "SUBMITTED", search: "" });
  expect(queueAddress(filters)).toBe("/admin/applications");
});
