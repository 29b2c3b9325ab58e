import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { proposeResolutionInput } from "@/domain/clearing/desk-inputs";
import { instantAt, localDate, type LocalDate, toColumn, toDate } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { rebuildLotsOf } from "@/scripts/verify/lot-rebuild";
import { approveResolution, proposeResolution } from "@/server/clearing/resolve-break";
import { holder, type Holder } from "@/server/corporate-actions/testing/holders";
import { at, DAY, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";

vi.setConfig({ testTimeout: 60_000 });

const NEXT = localDate("2026-06-02");
const world = await steeredWorld(at("10:00"));
const { deps } = world;
const staff = (name: string) =>
  createActor(deps.db, { email: `${name}@example.com`, role: "ADMIN", displayName: name }, deps.clock.now());
const [maker, checker] = [await staff("maker"), await staff("checker")];

/** Shares that the desk adds to an account, or takes from it, as of a day. */
async function adjust(who: Holder, day: LocalDate, shares: number, cost?: string): Promise<void> {
  const found = await deps.db.reconciliationBreak.create({
    data: {
      id: randomUUID(),
      businessDate: toColumn(day),
      type: "AMOUNT",
      area: "POSITION",
      accountId: who.accountId,
      item: `${randomUUID()} ${SYMBOL}`,
      ours: "1",
      theirs: "2",
      openedAt: toDate(await deps.clock.exchangeNow()),
    },
  });
  const { proposalId } = await proposeResolution(
    deps,
    maker,
    proposeResolutionInput.parse({
      breakId: found.id,
      reason: "The trade was booked to the wrong account by hand.",
      kind: "ADJUSTMENT",
      ledgerAccount: "SECURITIES_SETTLED",
      symbol: SYMBOL,
      direction: shares > 0 ? "MORE" : "LESS",
      amount: String(Math.abs(shares)),
      ...(cost ? { cost } : {}),
    }),
  );
  await approveResolution(deps, checker, { proposalId });
}

const openShares = async (who: Holder) => {
  const lots = await who.lots();
  return lots.map((lot) => lot.split(" ").slice(0, 2).join(" "));
};
const rebuilt = () => rebuildLotsOf(world.database.url);

it("keeps the lots that the desk opened and closed when a fill of their day is taken back", async () => {
  const who = await holder(world, "100000.00", DAY);
  await who.place({ type: "MARKET", quantity: "100" });
  await adjust(who, DAY, 30, "270.00");
  await adjust(who, DAY, -20, "200.00");
  const sale = await who.place({ type: "MARKET", side: "SELL", quantity: "60" });
  const before = await who.closings();
  const [fill] = await deps.db.execution.findMany({ where: { orderId: sale.id } });
  await deps.controls.bustFill(fill?.execId ?? "", "Far from the market.");
  await world.settle();
  // What was taken back is sold anew at once: twenty of the hundred were the desk's, sixty are this order's.
  expect(await openShares(who)).toEqual([`${DAY} 20`, `${DAY} 30`]);
  expect((await who.closings()).length).toBe(before.length);
  expect(await rebuilt()).toMatchObject({ different: 0 });
});

it("counts as of its day: what was sold since closes lots as if the shares had been there by then", async () => {
  const who = await holder(world, "100000.00", DAY);
  await who.place({ type: "MARKET", quantity: "50" });
  await world.to(instantAt(NEXT, "10:00"));
  await who.place({ type: "MARKET", quantity: "50" });
  await who.place({ type: "MARKET", side: "SELL", quantity: "60" });
  expect(await openShares(who)).toEqual([`${NEXT} 40`]);
  await adjust(who, DAY, 30, "270.00");
  // The sixty are the fifty of the first day and ten of the thirty that were there, too.
  expect(await openShares(who)).toEqual([`${DAY} 20`, `${NEXT} 50`]);
  expect(await rebuilt()).toMatchObject({ different: 0 });

  // Once they were split, what a day before it lacked is told anew by the files of a day after it.
  const exDate = localDate("2026-06-03");
  await world.script({ kind: "ACTION", symbol: SYMBOL, exDate, type: "SPLIT", value: "2" });
  await world.to(instantAt(exDate, "10:00"));
  await expect(adjust(who, NEXT, 10, "90.00")).rejects.toMatchObject({ code: "CONFLICT" });
  await adjust(who, exDate, 10, "45.00");
  expect(await openShares(who)).toEqual([`${DAY} 40`, `${NEXT} 100`, `${exDate} 10`]);
  expect(await rebuilt()).toMatchObject({ different: 0 });
});
