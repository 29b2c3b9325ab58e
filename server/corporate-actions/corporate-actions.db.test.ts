import { beforeAll, describe, expect, it, vi } from "vitest";
import { buildStatement } from "@/domain/statements/statement";
import type { ScriptRowInput } from "@/domain/market/script-row";
import { instantAt, type LocalDate, localDate } from "@/domain/time/instant";
import { asPerson } from "@/server/compose";
import { breaksOf, type Holder, holder } from "@/server/corporate-actions/testing/holders";
import { statementFacts } from "@/server/documents/statement-books";
import { at, DAY, steeredWorld, SYMBOL, type SteeredWorld } from "@/server/orders/testing/steered-world";
import { verify } from "@/scripts/verify/verify";

// The file lives through two weeks of a whole installation, a day after the other.
vi.setConfig({ testTimeout: 120_000 });

const [DIVIDEND, SPLIT, STOCK, REVERSE, RENAMED, AFTER] = [
  "2026-06-02",
  "2026-06-03",
  "2026-06-04",
  "2026-06-05",
  "2026-06-08",
  "2026-06-09",
].map(localDate) as [LocalDate, LocalDate, LocalDate, LocalDate, LocalDate, LocalDate];
const OTHER = "GM";

let world: SteeredWorld;
let american: Holder;
let canadian: Holder;

type Action = Omit<Extract<ScriptRowInput, { kind: "ACTION" }>, "kind" | "symbol">;
const announce = (action: Action) => world.script({ kind: "ACTION", symbol: SYMBOL, ...action });
const toOpen = (day: LocalDate) => world.to(instantAt(day, "09:31"));

/** All that must hold at any time: both books the same, no break, and every invariant. */
async function expectGoodBooks(): Promise<void> {
  for (const who of [american, canadian]) expect(await who.positions()).toEqual(await who.firmPositions());
  expect(await breaksOf(world)).toEqual([]);
  expect((await verify(world.database.url)).violations).toEqual([]);
}

beforeAll(async () => {
  world = await steeredWorld(at("15:00"));
  american = await holder(world, "1000000.00", DAY);
  canadian = await holder(world, "1000000.00", DAY, "CA");
  await announce({ exDate: DIVIDEND, type: "CASH_DIVIDEND", value: "0.155", payDate: SPLIT });
  await announce({ exDate: SPLIT, type: "SPLIT", value: "3", per: "2" });
  await announce({ exDate: STOCK, type: "STOCK_DIVIDEND", value: "0.1" });
  await announce({ exDate: REVERSE, type: "SPLIT", value: "1", per: "8" });
  await announce({ exDate: RENAMED, type: "SYMBOL_CHANGE", value: "1", newSymbol: OTHER });
  for (const who of [american, canadian]) await who.place({ type: "MARKET", quantity: "1001" });
});

describe("a cash dividend", () => {
  it("is owed on the ex-date to who held by trade date the evening before, and to nobody else", async () => {
    await toOpen(DIVIDEND);
    const entitled = await world.deps.db.entitlement.findMany({ orderBy: { withheld: "asc" } });
    expect(entitled.map((one) => [one.quantity, one.gross, one.withheld].map(String))).toEqual([
      ["1001", "155.16", "0"],
      ["1001", "155.16", "23.27"],
    ]);
    expect(await american.paid()).toEqual([]);
    const { corporateActions } = asPerson(world.deps, canadian.actor);
    const [coming] = await corporateActions.comingDividends({ accountId: canadian.accountId });
    expect([coming?.symbol, coming?.isEntitled, coming?.gross, coming?.withheld]).toEqual([
      SYMBOL,
      true,
      "155.16",
      "23.27",
    ]);
    await american.place({ type: "MARKET", quantity: "100" });
    await expectGoodBooks();
  });

  it("is paid on the pay date, less what is withheld from a foreign holder", async () => {
    await toOpen(SPLIT);
    expect(await american.paid()).toEqual(["CASH_DIVIDEND 155.16"]);
    expect(await canadian.paid()).toEqual(["CASH_DIVIDEND 155.16", "WITHHOLDING -23.27"]);
  });
});

describe("a split of three for two", () => {
  it("changes what is settled, what waits for settlement, and the lots, whose cost and date stay", async () => {
    expect(await american.positions()).toEqual(["F 1501.5 150"]);
    expect(await american.lots()).toEqual(["2026-06-01 1501.5 10035.03", "2026-06-02 150 1003"]);
    await expectGoodBooks();
  });

  it("settles the purchase of the day before in new shares", async () => {
    await toOpen(STOCK);
    const settled = await world.deps.db.journal.findFirst({
      where: { accountId: american.accountId, kind: "SETTLEMENT", memo: { contains: "150" } },
    });
    expect(settled?.memo).toBe("Settled 150 F");
  });
});

describe("a stock dividend of a tenth", () => {
  it("is so many more shares at the same cost", async () => {
    expect(await american.positions()).toEqual(["F 1816.65 0"]);
    expect(await american.lots()).toEqual(["2026-06-01 1651.65 10035.03", "2026-06-02 165 1003"]);
    expect(await canadian.lots()).toEqual(["2026-06-01 1651.65 10035.03"]);
    await expectGoodBooks();
    // One that waits for its limit, and what it holds, follow into the reverse split, which cancels it.
    const sale = await american.place({
      type: "LIMIT",
      side: "SELL",
      quantity: "1816",
      limitPrice: "15.00",
      timeInForce: "GTC",
    });
    expect((await american.held()).shares).toBe("1816");
    await toOpen(REVERSE);
    expect((await american.see(sale)).status).toBe("CANCELED");
    expect((await american.held()).shares).toBe("0");
  });
});

describe("a reverse split of one for eight", () => {
  it("leaves whole shares, and sells the fraction of the oldest lot at the last close", async () => {
    expect(await american.positions()).toEqual(["F 227 0"]);
    // 1,816.65 / 8 = 227.08125; the close of 10.01 is 80.08 in new shares.
    expect(await american.closings()).toEqual(["CASH_IN_LIEU 0.08125 6.51 3.95"]);
    expect(await american.paid()).toEqual(["CASH_DIVIDEND 155.16", "CASH_IN_LIEU 6.51"]);
    expect(await american.lots()).toEqual(["2026-06-01 206.375 10031.08", "2026-06-02 20.625 1003"]);
    await expectGoodBooks();
  });

  it("stays sold when trades of the day are booked anew", async () => {
    // What is taken back sets its order to work again: it buys its ten shares a second time.
    const bought = await american.place({ type: "MARKET", quantity: "10" });
    const fill = await world.deps.db.execution.findFirstOrThrow({ where: { orderId: bought.id } });
    await world.deps.controls.bustFill(fill.execId, "Far from the market: ruled clearly erroneous.");
    await world.settle();
    expect(await american.closings()).toEqual(["CASH_IN_LIEU 0.08125 6.51 3.95"]);
    await expectGoodBooks();
  });
});

describe("a new symbol", () => {
  it("takes positions, lots and what waits for settlement along", async () => {
    await toOpen(RENAMED);
    expect(await american.positions()).toEqual(["GM 227 10"]);
    expect(await american.lots()).toEqual([
      "2026-06-01 206.375 10031.08",
      "2026-06-02 20.625 1003",
      "2026-06-05 10 101.2",
    ]);
    await expectGoodBooks();
    await toOpen(AFTER);
    expect(await american.positions()).toEqual(["GM 237 0"]);
    await expectGoodBooks();
  });
});

describe("the month's statement", () => {
  it("tells each of them, and adds up to the cent", async () => {
    await toOpen(localDate("2026-07-01"));
    await expectGoodBooks();
    const holders = [american, canadian];
    const ids = holders.map(({ accountId }) => accountId);
    const facts = await statementFacts(world.deps.db, world.deps.market, "2026-06", ids);
    // The cash with which the test began was never in a file: it counts as an opening balance.
    const opening = { settled: "1000000", unsettled: "0", uncollected: "0", positionValue: "0" };
    const [ours, theirs] = ids.map((id) => {
      const statement = facts.get(id);
      if (!statement) throw new Error("there is a statement");
      return buildStatement({ ...statement, opening });
    });
    const kinds = new Set(ours?.shares.map(({ bookedOn, kind }) => `${bookedOn} ${kind}`));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        `${SPLIT} SPLIT`,
        `${STOCK} STOCK_DIVIDEND`,
        `${REVERSE} REVERSE_SPLIT`,
        `${RENAMED} SYMBOL_CHANGE`,
      ]),
    );
    expect(ours?.holdings.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([[OTHER, "237"]]);
    // Other companies pay in this month, too.
    const ofAction = (model: typeof ours) =>
      model?.income.lines
        .filter(({ symbol }) => symbol === SYMBOL)
        .map(({ paidOn, dividend, withheld }) => [paidOn, Number(dividend), Number(withheld)]);
    expect(ofAction(ours)).toEqual([[SPLIT, 155.16, 0]]);
    expect(ofAction(theirs)).toEqual([[SPLIT, 155.16, 23.27]]);
    expect(ours?.money.map(({ kind, amount }) => [kind, Number(amount)])).toContainEqual([
      "CASH_IN_LIEU",
      6.51,
    ]);
  });
});
