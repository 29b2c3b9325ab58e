import { expect, it } from "vitest";
import { instantAt, localDate, toDate } from "@/domain/time/instant";
import { createFill } from "@/prisma/factories/fills";
import { bookVenueFees } from "@/server/orders/book-venue-fees";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = testDeps(database);
const day = localDate("2026-07-14");
const at = instantAt(day, "16:00");

it("books each venue's day once, in cents, without what was busted", async () => {
  const { actor, accountId } = await customerWith(deps, "10000");
  const fill = (execId: string, venueFee: string) =>
    createFill(deps.db, {
      accountId,
      placedBy: actor.userId,
      execId,
      symbol: "F",
      side: "BUY",
      quantity: "100",
      price: "10.00",
      venueFee,
      at: instantAt(day, "10:00"),
    });
  await fill("a", "0.30");
  await fill("b", "0.1234");
  const { executionId } = await fill("c", "5.00");
  await deps.db.execution.update({ where: { id: executionId }, data: { bustedAt: toDate(at) } });
  await deps.db.$transaction((tx) => bookVenueFees(tx, day, at));
  await deps.db.$transaction((tx) => bookVenueFees(tx, day, at));
  const journals = await deps.db.journal.findMany({
    where: { kind: "VENUE_FEE" },
    include: { entries: { orderBy: { ledgerAccount: "asc" } } },
  });
  expect(journals.map(({ source }) => source)).toEqual(["2026-07-14:ARCX"]);
  expect(journals[0]?.entries.map((entry) => `${entry.ledgerAccount} ${entry.amount.toString()}`)).toEqual([
    "VENUES 0.42",
    "VENUE_FEES -0.42",
  ]);
});
