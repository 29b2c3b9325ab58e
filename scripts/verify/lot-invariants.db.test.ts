import { beforeAll, describe, expect, it, vi } from "vitest";
import { verify } from "@/scripts/verify/verify";
import { holder } from "@/server/corporate-actions/testing/holders";
import { at, DAY, steeredWorld } from "@/server/orders/testing/steered-world";
import { instantAt, localDate } from "@/domain/time/instant";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Two lots, of which sales by several methods have taken, a fund that was averaged, and a reverse split. */
const world = await steeredWorld(at("10:00"));
const { db } = world.deps;
const brokenPromises = async () =>
  (await verify(world.database.url)).violations.map(({ promise }) => promise);

const TABLES = ["tax_lot", "lot_closing", "lot_recost"] as const;
const rowsOf = () =>
  Promise.all(
    TABLES.map(async (table) => {
      const [found] = await db.$queryRawUnsafe<{ rows: string }[]>(
        `select coalesce(jsonb_agg(t), '[]')::text as rows from portal.${table} t`,
      );
      return { table, rows: found?.rows ?? "[]" };
    }),
  );
async function putBack(kept: Awaited<ReturnType<typeof rowsOf>>): Promise<void> {
  for (const { table, rows } of kept) {
    await db.$executeRawUnsafe(`delete from portal.${table}`);
    await db.$executeRawUnsafe(
      `insert into portal.${table} select * from jsonb_populate_recordset(null::portal.${table}, $1::jsonb)`,
      rows,
    );
  }
}

beforeAll(async () => {
  const who = await holder(world, "100000.00", DAY);
  for (const [bid, time] of [
    ["10.00", "10:01"],
    ["12.00", "10:02"],
  ] as const) {
    await world.priceFrom(bid, at(time));
    await who.place({ type: "MARKET", quantity: "100" });
    await who.place({ symbol: "SPY", type: "MARKET", quantity: "3" });
  }
  for (const method of ["HIFO", "LOWEST_TAX", "LIFO"])
    await who.place({ type: "MARKET", side: "SELL", quantity: "33", lots: { method } });
  await who.place({
    symbol: "SPY",
    type: "MARKET",
    side: "SELL",
    quantity: "4",
    lots: { method: "AVERAGE" },
  });
  await who.place({ symbol: "KO", type: "MARKET", quantity: "55" });
  const split = {
    symbol: "KO",
    exDate: localDate("2026-06-02"),
    type: "REVERSE_SPLIT",
    value: "1",
    per: "10",
  } as const;
  await world.script({ kind: "ACTION", ...split });
  await world.to(instantAt(localDate("2026-06-02"), "10:00"));
  await who.place({ symbol: "KO", type: "MARKET", side: "SELL", quantity: "2" });
});

describe("the sums of tax lots", () => {
  it("hold through sales of every kind, averages and a split", async () => {
    expect(await db.lotClosing.count()).toBeGreaterThan(6);
    expect(await db.lotRecost.count()).toBeGreaterThan(0);
    expect(await brokenPromises()).toEqual([]);
  });

  it.each([
    [
      "cost",
      /cost is what is left|paid or brought/,
      "update portal.lot_closing set cost = cost + 0.01 where id = (select id from portal.lot_closing where symbol = 'F' order by id limit 1)",
    ],
    [
      "proceeds",
      /paid or brought/,
      "update portal.lot_closing set proceeds = proceeds - 1 where id = (select id from portal.lot_closing where symbol = 'KO' and cause = 'TRADE' limit 1)",
    ],
    [
      "shares closed twice",
      /open or closed|opened a lot or closed one/,
      "update portal.lot_closing set quantity = quantity + 1 where id = (select id from portal.lot_closing where symbol = 'F' order by id limit 1)",
    ],
    [
      "an average that makes cost",
      /make or lose none/,
      "update portal.lot_recost set change = change + 1 where lot_id = (select lot_id from portal.lot_recost limit 1)",
    ],
    [
      "a lot that was sold before it was bought",
      /before any of it was closed/,
      "update portal.tax_lot set acquired_on = acquired_on + 1 where symbol = 'F'",
    ],
    [
      "a trade that closes nothing",
      /opened a lot or closed one/,
      "delete from portal.lot_closing where symbol = 'F' and relief = 'LIFO'",
    ],
  ])("miss %s", async (_what, promise, wrong) => {
    const kept = await rowsOf();
    await db.$executeRawUnsafe(wrong);
    const found = await brokenPromises();
    await putBack(kept);
    expect(
      found.some((one) => promise.test(one)),
      found.join("\n"),
    ).toBe(true);
    expect(await brokenPromises()).toEqual([]);
  });
});
