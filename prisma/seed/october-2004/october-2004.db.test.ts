import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OctoberLife } from "@/prisma/seed/october-2004/live-month";
import { joinDayOf, type MonthSize, monthSize } from "@/prisma/seed/october-2004/month";
import { loadProgress, newProgress } from "@/prisma/seed/october-2004/progress";
import { coldRebuild } from "@/scripts/verify/cold-rebuild";
import { verify } from "@/scripts/verify/verify";
import { exchangeCalendar } from "@/domain/time/calendar";
import { localDate, toIso } from "@/domain/time/instant";
import { install, type Installation } from "@/server/compose";
import { createTestDatabase, type TestDatabase } from "@/server/platform/testing/database";
import { testEnv } from "@/server/platform/testing/deps";

/** The month's last three days with a dozen customers: all that the whole month does, in seconds. */
const SIZE: MonthSize = {
  ...monthSize(0.006),
  first: localDate("2004-10-27"),
  accounts: 14,
  shares: 120_003,
  assets: 330_000,
  orders: 30,
  moments: 4,
};

type World = { database: TestDatabase; installation: Installation };
const worlds: World[] = [];
afterAll(async () => {
  for (const { database, installation } of worlds) {
    await installation.close();
    await database.drop();
  }
});

async function openWorld(): Promise<World> {
  const database = await createTestDatabase();
  const session = exchangeCalendar.session(joinDayOf(SIZE.first));
  if (!session) throw new Error("customers join on a trading day");
  const env = testEnv(database.url, { EXCHANGE_CLOCK_START: toIso(session.open), MARKET_SEED: "rushtrade" });
  const world = { database, installation: await install(env, "in-process") };
  worlds.push(world);
  return world;
}

const lifeOf = async ({ installation }: World, tell: (label: string) => void = () => {}) =>
  new OctoberLife(
    installation,
    SIZE,
    (await loadProgress(installation)) ?? newProgress(0.006, "synthetic"),
    (_stage, _done, _total, label) => tell(label),
  );

type Trade = { symbol: string; side: string; shares: string; trades: number };
const tradesOf = ({ database }: World) => database.portal.$queryRaw<Trade[]>`
  select symbol, side, trim_scale(sum(quantity))::text as shares, count(*)::int as trades
  from portal.execution group by symbol, side order by symbol, side`;

const STOP = "this process was killed";
let lived: World;
let interrupted: World;

beforeAll(async () => {
  lived = await openWorld();
  await (await lifeOf(lived)).live();
  interrupted = await openWorld();
  let moments = 0;
  const life = await lifeOf(interrupted, (label) => {
    if (label === "2004-10-28" && ++moments === 2) throw new Error(STOP);
  });
  await expect(life.live()).rejects.toThrow(STOP);
}, 240_000);

describe("the month", () => {
  it("comes to exactly the shares and accounts, and to the assets within a hundredth", async () => {
    const [found] = await lived.database.portal.$queryRaw<
      { shares: string; accounts: number; assets: number; largest: number; orders: number; papers: number }[]
    >`
      select (select trim_scale(sum(quantity))::text from portal.execution) as shares,
        (select count(*)::int from portal.eod_balance where business_date = ${SIZE.last}::date) as accounts,
        (select sum(equity)::float8 from portal.eod_balance where business_date = ${SIZE.last}::date) as assets,
        (select max(quantity)::float8 from portal.orders) as largest,
        (select count(*)::int from portal.orders) as orders,
        (select count(*)::int from portal.document where kind = 'STATEMENT' and subject = '2004-10') as papers`;
    expect(found).toMatchObject({
      shares: String(SIZE.shares),
      accounts: SIZE.accounts,
      papers: SIZE.accounts,
    });
    expect(Math.abs((found?.assets ?? 0) / SIZE.assets - 1)).toBeLessThan(0.01);
    expect(found?.orders).toBeGreaterThanOrEqual(SIZE.orders);
    expect(found?.largest).toBeLessThanOrEqual(50_000);
  });

  it("leaves books that hold, and that a cold rebuild from the entries confirms", async () => {
    expect((await verify(lived.database.url)).violations).toEqual([]);
    const rebuilt = await coldRebuild(lived.database.url);
    expect(rebuilt.rows).toBeGreaterThan(SIZE.accounts);
    expect(rebuilt.different).toBe(0);
  });

  it("goes on where it was interrupted, and ends as if it had not been", async () => {
    await (await lifeOf(interrupted)).live();
    expect(await tradesOf(interrupted)).toEqual(await tradesOf(lived));
    expect((await verify(interrupted.database.url)).violations).toEqual([]);
    const again = await lifeOf(interrupted);
    await again.live();
    expect(await tradesOf(interrupted)).toEqual(await tradesOf(lived));
  });
});
