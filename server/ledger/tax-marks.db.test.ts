import { beforeAll, describe, expect, it, vi } from "vitest";
import type { StoredTaxMark } from "@/domain/tax/tax-mark";
import { changeLotsInput } from "@/domain/tax/tax-inputs";
import { instantAt, type LocalDate, localDate } from "@/domain/time/instant";
import { rebuildLotsOf } from "@/scripts/verify/lot-rebuild";
import { holder, type Holder } from "@/server/corporate-actions/testing/holders";
import { changeLots } from "@/server/lot-choices/change-lots";
import { bothBooks } from "@/server/lot-choices/testing/both-books";
import { remakeLots } from "@/server/ledger";
import { at, DAY, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import type { OrderView } from "@/server/orders/views";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Sales by lowest tax of a stock that was sold at a loss, and bought again: what they cost to choose does not grow. */
const world = await steeredWorld(at("10:00"));
const { deps, priceFrom } = world;
const { ours, theirs, closed, lotIds } = bothBooks(world);
const [TUESDAY, WEDNESDAY] = ["2026-06-02", "2026-06-03"].map(localDate) as [LocalDate, LocalDate];

let who: Holder;
let other: Holder;
const both = () => [who, other];
const marks = async ({ accountId }: Holder) =>
  deps.db.taxMark.findMany({ where: { accountId }, orderBy: { day: "asc" } });
const days = async (of: Holder) => (await marks(of)).map(({ day }) => day.toISOString().slice(0, 10));
const sell = (of: Holder, quantity: string, method = "LOWEST_TAX") =>
  of.place({ type: "MARKET", side: "SELL", quantity, lots: { method } });
const remake = ({ accountId }: Holder) =>
  deps.db.$transaction((tx) => remakeLots(tx, { accountIds: [accountId], symbol: SYMBOL, from: TUESDAY }));
let tuesdays: OrderView;

/** Bought at 12.02 and 10.02, the dear one sold at 9: its loss of 3.02 a share goes into the other's basis. */
beforeAll(async () => {
  who = await holder(world, "100000.00", DAY);
  other = await holder(world, "100000.00", DAY);
  for (const [bid, time] of [
    ["12.00", "10:01"],
    ["10.00", "10:02"],
  ] as const) {
    await priceFrom(bid, at(time));
    for (const one of both()) await one.place({ type: "MARKET", quantity: "100" });
  }
  await priceFrom("9.00", at("10:03"));
  for (const one of both()) await sell(one, "100", "HIFO");
});

describe("a sale by lowest tax", () => {
  it("reads a stock's story once, and keeps how it stood before the day", async () => {
    expect(await days(who)).toEqual([]);
    await priceFrom("11.00", instantAt(TUESDAY, "10:00"));
    for (const one of both()) await one.place({ type: "MARKET", quantity: "100" });
    tuesdays = await sell(who, "30");
    const [, washed, fresh] = await lotIds(who);
    // By what they cost the fresh ones would lose; with the loss that they carry the others lose more.
    expect(await closed(who, tuesdays)).toEqual([`${washed} 30`]);
    expect(fresh).toBeTruthy();
    expect(await days(who)).toEqual(["2026-06-01"]);
    const again = await sell(who, "20");
    expect(await closed(who, again)).toEqual([`${washed} 20`]);
    expect(await days(who)).toEqual(["2026-06-01"]);
  });

  it("goes on from the mark and from nothing before it", async () => {
    await sell(other, "10");
    const [mark] = await marks(other);
    const stocks = mark?.stocks as unknown as StoredTaxMark;
    const light = stocks.map((stock) => ({
      ...stock,
      pieces: stock.pieces.map((piece) => ({ ...piece, carried: "0" })),
    }));
    await deps.db.taxMark.updateMany({ where: { accountId: other.accountId }, data: { stocks: light } });
    const [, , fresh] = await lotIds(other);
    // Nothing is carried by what the mark says: that a share has lost is not read again.
    expect(await closed(other, await sell(other, "10"))).toEqual([`${fresh} 10`]);
  });

  it("makes a mark of each day on which it is asked for, of a few of them, and none of what is undone", async () => {
    await priceFrom("11.00", instantAt(WEDNESDAY, "10:00"));
    const wednesdays = await sell(who, "10");
    expect(await days(who)).toEqual(["2026-06-01", "2026-06-02"]);
    await changeLots(
      deps,
      who.actor,
      changeLotsInput.parse({ orderId: tuesdays.id, lots: { method: "HIFO" } }),
    );
    const [, washed, fresh] = await lotIds(who);
    expect(await closed(who, tuesdays)).toEqual([`${fresh} 30`]);
    expect(await closed(who, wednesdays)).toEqual([`${washed} 10`]);
    // What Tuesday left is another thing now; the mark of before it still holds.
    expect(await days(who)).toEqual(["2026-06-01"]);
    for (const [day, count] of [
      ["2026-06-04", 2],
      ["2026-06-05", 3],
      ["2026-06-08", 3],
    ] as const) {
      await priceFrom("11.00", instantAt(localDate(day), "10:00"));
      await sell(who, "1");
      expect(await days(who)).toHaveLength(count);
    }
  });

  it("chooses as the firm does, which goes through the whole story", async () => {
    await world.to(instantAt(localDate("2026-06-09"), "09:31"));
    expect(await theirs(who)).toEqual(await ours(who));
    // The other's last sale went by a mark that this test has altered.
    expect(await theirs(other)).not.toEqual(await ours(other));
    await deps.db.taxMark.deleteMany({ where: { accountId: other.accountId } });
    await remake(other);
    expect((await rebuildLotsOf(world.database.url)).different).toBe(0);
  });
});
