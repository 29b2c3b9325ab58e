import { beforeAll, describe, expect, it, vi } from "vitest";
import { buildStatement } from "@/domain/statements/statement";
import { instantAt, type LocalDate, localDate } from "@/domain/time/instant";
import { asPerson } from "@/server/compose";
import { breaksOf, type Holder, holder } from "@/server/corporate-actions/testing/holders";
import { replayFolder } from "@/server/corporate-actions/testing/replay-folder";
import { statementFacts } from "@/server/documents/statement-books";
import { steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";
import type { OrderDetailView } from "@/server/orders/views";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = replayFolder();
const [THURSDAY, FRIDAY, EX_DATE] = ["2014-06-05", "2014-06-06", "2014-06-09"].map(localDate) as [
  LocalDate,
  LocalDate,
  LocalDate,
];
const NEXT_MONTH = localDate("2014-07-01");

describe.skipIf(!folder)("Apple's split of seven for one, 9 June 2014", () => {
  let world: SteeredWorld;
  let who: Holder;
  let buy: OrderDetailView;
  let sale: OrderDetailView;
  let valueBefore: number;

  const apple = { symbol: "AAPL", timeInForce: "GTC" };
  const portfolio = () => asPerson(world.deps, who.actor).portfolio.get({ accountId: who.accountId });
  const terms = async (order: OrderDetailView) => {
    const { status, quantity, limitPrice } = await who.see(order);
    return [status, quantity, limitPrice];
  };

  async function expectGoodBooks(): Promise<void> {
    expect(await who.positions()).toEqual(await who.firmPositions());
    expect(await breaksOf(world)).toEqual([]);
    expect((await verify(world.database.url)).violations).toEqual([]);
  }

  beforeAll(async () => {
    world = await steeredWorld(instantAt(THURSDAY, "10:00"), { MARKET_DATA: `replay:${folder}` });
    who = await holder(world, "200000.00", THURSDAY);
    await who.place({ symbol: "AAPL", type: "MARKET", quantity: "100" });
    buy = await who.place({ ...apple, type: "LIMIT", quantity: "50", limitPrice: "602.00" });
    sale = await who.place({ ...apple, type: "LIMIT", side: "SELL", quantity: "60", limitPrice: "700.00" });
    await world.to(instantAt(FRIDAY, "15:00"));
    await who.place({ symbol: "AAPL", type: "MARKET", quantity: "10" });
    await world.to(instantAt(FRIDAY, "15:59"));
    valueBefore = Number((await portfolio()).positionValue);
  });

  it("finds a holder, a buy limit and a sell limit", async () => {
    expect(await who.positions()).toEqual(["AAPL 0 110"]);
    expect(valueBefore).toBeCloseTo(110 * 645.6, -3);
    expect(await terms(buy)).toEqual(["NEW", "50", "602"]);
    expect(await terms(sale)).toEqual(["NEW", "60", "700"]);
  });

  it("leaves the value as it was, before anything has traded anew", async () => {
    await world.to(instantAt(EX_DATE, "09:30"));
    expect(await who.positions()).toEqual(["AAPL 0 770"]);
    const seen = await portfolio();
    const [position] = seen.positions;
    expect(Math.abs(Number(seen.positionValue) / valueBefore - 1)).toBeLessThan(0.02);
    expect(Math.abs(Number(position?.dayChangeRatio))).toBeLessThan(0.02);
    expect(Math.abs(Number(seen.dayChangeRatio))).toBeLessThan(0.02);
    expect(position?.quantity).toBe("770");
  });

  it("shows no split as a loss in quote, figures and chart", async () => {
    await world.to(instantAt(EX_DATE, "10:00"));
    const api = asPerson(world.deps, who.actor);
    const figures = await api.market.keyFigures({ symbol: "AAPL" });
    expect(figures.previousClose).toBe("92.22");
    expect(Number(figures.yearHigh)).toBeLessThan(100);
    const { bars } = await api.market.history({ symbol: "AAPL", range: "1M" });
    const closes = bars.map((bar) => Number(bar.close));
    expect(Math.max(...closes) / Math.min(...closes)).toBeLessThan(1.2);
  });

  it("divides the prices of what is open and multiplies its shares, and what it holds", async () => {
    expect(await terms(buy)).toEqual(["NEW", "350", "86"]);
    expect(await terms(sale)).toEqual(["NEW", "420", "100"]);
    const { cash, shares, sumOfOrders } = await who.held();
    expect(shares).toBe("420");
    expect(sumOfOrders).toBe(`${cash} ${shares}`);
  });

  it("keeps the cost and the dates of the lots", async () => {
    const lots = (await who.lots()).map((text) => text.split(" "));
    expect(lots.map(([on, shares]) => [on, shares])).toEqual([
      [THURSDAY, "700"],
      [FRIDAY, "70"],
    ]);
    expect(Number(lots[0]?.[2])).toBeCloseTo(100 * 647, -3);
    await expectGoodBooks();
  });

  it("settles the purchases of before in new shares, and sells them for what they cost", async () => {
    await who.place({ symbol: "AAPL", type: "MARKET", side: "SELL", quantity: "350" });
    const [closing] = await who.closings();
    const [cause, shares, proceeds, cost] = (closing ?? "").split(" ");
    expect([cause, shares]).toEqual(["TRADE", "350"]);
    expect(Math.abs(Number(proceeds) / Number(cost) - 1)).toBeLessThan(0.05);
    await world.to(instantAt(localDate("2014-06-13"), "10:00"));
    expect(await who.positions()).toEqual(["AAPL 420 0"]);
    await expectGoodBooks();
  });

  it("stands on the month's statement, which adds up", async () => {
    await world.to(instantAt(NEXT_MONTH, "10:00"));
    await expectGoodBooks();
    const facts = await statementFacts(world.deps.db, world.deps.market, "2014-06", [who.accountId]);
    const statement = facts.get(who.accountId);
    if (!statement) throw new Error("there is a statement");
    // The cash with which the test began was never in a file: it counts as an opening balance.
    const opening = { settled: "200000", unsettled: "0", uncollected: "0", positionValue: "0" };
    const model = buildStatement({ ...statement, opening });
    expect(model.shares).toEqual([{ bookedOn: EX_DATE, kind: "SPLIT", symbol: "AAPL", quantity: "660" }]);
    expect(model.holdings.map(({ symbol, quantity, price }) => [symbol, quantity, price])).toEqual([
      ["AAPL", "420", "92.93"],
    ]);
  });
});
