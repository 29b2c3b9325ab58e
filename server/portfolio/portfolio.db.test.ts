import { beforeAll, describe, expect, it, vi } from "vitest";
import { add, type Money, money, ZERO } from "@/domain/money/money";
import { NO_ANSWER } from "@/domain/portfolio/answer";
import { BRIDGE_TERMS } from "@/domain/portfolio/bridge";
import { FORMULAS } from "@/domain/portfolio/formulas";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, instantAt, type LocalDate, localDate } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { asPerson } from "@/server/compose";
import { breaksOf, type Holder, holder } from "@/server/corporate-actions/testing/holders";
import { at, DAY, steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";
import { bridgeOfPeriod, performanceOfPeriod } from "@/server/portfolio";
import { changesOfDay } from "@/server/portfolio/period-figures";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** A German and an American live through dividends, a reverse split, a bust and sales; then a week is looked back on. */
const [TUESDAY, FRIDAY, MONDAY] = ["2026-06-02", "2026-06-05", "2026-06-08"].map(localDate) as [
  LocalDate,
  LocalDate,
  LocalDate,
];
let world: SteeredWorld;
let german: Holder;
let american: Holder;
/** What the portfolio said in Friday's last minute. */
let atTheClose: { dayChange: string; equity: string };

const api = (who: Holder) => asPerson(world.deps, who.actor);
const all = { kind: "ALL" } as const;
const sum = (amounts: readonly string[]): string =>
  amounts.reduce<Money>((total, amount) => add(total, money(amount)), ZERO).toFixed(2);

beforeAll(async () => {
  world = await steeredWorld(at("10:00"));
  german = await holder(world, "60000.00", DAY, "DE");
  american = await holder(world, "40000.00", DAY);
  const desk = asPerson(
    world.deps,
    await createActor(world.deps.db, { email: "desk@example.com", role: "ADMIN" }, world.deps.clock.now()),
  );
  const dividend = {
    symbol: "AAPL",
    type: "CASH_DIVIDEND" as const,
    exDate: TUESDAY,
    payDate: "2026-06-04",
    value: "1.25",
  };
  await desk.corporateActions.announce(dividend);
  const split = { symbol: "KO", type: "REVERSE_SPLIT" as const, exDate: TUESDAY, value: "1", per: "10" };
  await desk.corporateActions.announce(split);
  for (const who of [german, american]) {
    await who.place({ symbol: "AAPL", type: "MARKET", quantity: "40" });
    await who.place({ symbol: "KO", type: "MARKET", quantity: "55" });
  }
  const ford = await german.place({ type: "MARKET", quantity: "100" });
  const fill = await world.deps.db.execution.findFirstOrThrow({ where: { orderId: ford.id } });
  await world.deps.controls.bustFill(fill.execId, "Far from the market: ruled clearly erroneous.");
  await world.settle();
  await german.place({ type: "MARKET", quantity: "30" });
  for (const day of [TUESDAY, "2026-06-03", "2026-06-04", FRIDAY].map((text) => localDate(text))) {
    await world.to(instantAt(day, "10:30"));
    await german.place({ symbol: "AAPL", side: "SELL", type: "MARKET", quantity: "7" });
  }
  await world.to(instantAt(FRIDAY, "15:59"));
  atTheClose = await api(german).portfolio.get({ accountId: german.accountId });
  await world.to(instantAt(MONDAY, "11:00"));
});

describe("an account's week", () => {
  it("is kept by the day's import, and its terms are its equity", async () => {
    expect(await breaksOf(world)).toEqual([]);
    for (const who of [german, american]) {
      const rows = await world.deps.db.performanceDay.findMany({
        where: { accountId: who.accountId },
        orderBy: { day: "asc" },
      });
      expect(rows).toHaveLength(5);
      for (const row of rows) {
        const terms = [
          row.deposits,
          row.withdrawals,
          row.securitiesTransferred,
          row.realised,
          row.unrealised,
        ];
        const more = [row.dividends, row.interest, row.taxWithheld, row.fees, row.corrections];
        expect(sum([...terms, ...more].map(String))).toBe(row.equity.toFixed(2));
      }
    }
    expect((await verify(world.database.url)).violations).toEqual([]);
  });

  it("closes its bridge to the cent, live and over any days, each term by its entries", async () => {
    const periods = [
      all,
      { kind: "MTD" } as const,
      { from: TUESDAY, to: FRIDAY },
      { from: TUESDAY, to: MONDAY },
    ];
    for (const period of periods) {
      const asked = { accountIds: [german.accountId], period };
      const bridge = await api(german).portfolio.bridge(asked);
      expect(bridge.unexplained).toBe("0.00");
      expect(sum([bridge.opening, ...bridge.lines.map(({ amount }) => amount)])).toBe(bridge.closing);
      expect(bridge.lines.map(({ term }) => term)).toEqual([...BRIDGE_TERMS]);
      for (const { term, amount } of bridge.lines) {
        const { entries } = await api(german).portfolio.bridgeEntries({ ...asked, term });
        expect([term, sum(entries.map((entry) => entry.amount))]).toEqual([term, amount]);
      }
    }
    const { lines } = await api(german).portfolio.bridge({ accountIds: [german.accountId], period: all });
    const of = (name: string) => lines.find(({ term }) => term === name)?.amount;
    expect([of("DEPOSITS"), of("DIVIDENDS"), of("TAX_WITHHELD")]).toEqual(["60000.00", "50.00", "-7.50"]);
  });

  it("is the same figure live, of a day that has ended, and on papers", async () => {
    const period = { from: TUESDAY, to: FRIDAY };
    const ids = [german.accountId, american.accountId];
    const papers = await performanceOfPeriod(world.deps.db, ids, period);
    const bridges = await bridgeOfPeriod(world.deps.db, ids, period);
    for (const who of [german, american]) {
      const asked = { accountIds: [who.accountId], period };
      const screen = await api(who).portfolio.performance(asked);
      expect(papers.get(who.accountId)).toEqual({
        change: screen.gain,
        timeWeighted: screen.timeWeighted.period.rate,
        moneyWeighted: screen.moneyWeighted.period.rate,
        reason: null,
      });
      const paper = bridges.get(who.accountId);
      expect(paper).toMatchObject({ opening: screen.opening, closing: screen.closing, unexplained: "0.00" });
      const { lines } = await api(who).portfolio.bridge(asked);
      for (const { term, amount } of lines) expect(paper?.[term]).toBe(amount);
    }
    const [live, seen] = await Promise.all([
      api(german).portfolio.performance({ accountIds: [german.accountId], period: all }),
      api(german).portfolio.get({ accountId: german.accountId }),
    ]);
    expect([live.isLive, live.to, live.closing]).toEqual([true, MONDAY, seen.equity]);
    // Nothing but the first deposit came or went: both returns are gain over deposit.
    expect(Number(live.timeWeighted.period.rate)).toBeCloseTo(Number(live.gain) / 60_000, 9);
    expect(Number(live.moneyWeighted.period.rate)).toBeCloseTo(Number(live.gain) / 60_000, 9);
    expect(live.curve.map(({ date }) => date)).toEqual([
      addDays(DAY, -1),
      ...["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04", "2026-06-05", "2026-06-08"],
    ]);
    expect(live.curve.at(-1)).toMatchObject({ equity: seen.equity, contributions: "60000.00" });
    expect(live.curve.at(-1)?.growth).toBe(live.timeWeighted.period.rate);
    expect(live.curve.at(-1)?.benchmark).toBe(live.benchmark?.return.period.rate);
    for (const name of Object.values(live.formulas)) expect(FORMULAS[name].formula).not.toBe("");
  });

  it("changes on the last day by what the portfolio said at its close", async () => {
    const day = { from: localDate("2026-06-04"), to: FRIDAY };
    const papers = await performanceOfPeriod(world.deps.db, [german.accountId], day);
    const bridges = await bridgeOfPeriod(world.deps.db, [german.accountId], day);
    const closing = bridges.get(german.accountId)?.closing ?? "";
    const change = papers.get(german.accountId)?.change ?? "";
    expect(Number(atTheClose.dayChange)).not.toBe(0);
    // Prices moved in the last minute: both changed by exactly that, from the same close and flows.
    expect(sum([change, atTheClose.equity])).toBe(sum([atTheClose.dayChange, closing]));
    const monday = await api(german).portfolio.get({ accountId: german.accountId });
    expect(monday).toMatchObject({ day: MONDAY, isDayOver: false, lastDay: { on: FRIDAY, change } });
  });

  it("still tells Friday's change after its close and on the weekend, of the whole and of each position", async () => {
    const ids = [german.accountId, american.accountId];
    const changes = await changesOfDay(world.deps.db, ids, FRIDAY);
    const bridges = await bridgeOfPeriod(world.deps.db, ids, { from: FRIDAY, to: FRIDAY });
    for (const who of [german, american]) {
      const { _sum: fees } = await world.deps.db.execution.aggregate({
        where: { accountId: who.accountId, tradeDate: new Date(FRIDAY), bustedAt: null },
        _sum: { commission: true, secFee: true, tafFee: true },
      });
      const paid = [fees.commission, fees.secFee, fees.tafFee].map((fee) => String(fee ?? "0"));
      for (const moment of [instantAt(FRIDAY, "16:30"), instantAt(addDays(FRIDAY, 1), "12:00")]) {
        const clock = { ...world.deps.clock, exchangeNow: () => Promise.resolve(moment) };
        const seen = await asPerson({ ...world.deps, clock }, who.actor).portfolio.get({
          accountId: who.accountId,
        });
        expect(seen).toMatchObject({ day: FRIDAY, isDayOver: true, lastDay: null });
        // To the cent the kept day's, but for what the last print differs from the official close.
        const [change, closing] = [
          changes.get(who.accountId)?.toFixed() ?? "",
          bridges.get(who.accountId)?.closing ?? "",
        ];
        expect(sum([change, seen.equity])).toBe(sum([seen.dayChange, closing]));
        expect(seen.accounts[0]?.dayChange).toBe(seen.dayChange);
        expect(sum([seen.dayChange, ...paid])).toBe(sum(seen.positions.map(({ dayChange }) => dayChange)));
      }
    }
  });

  it("is the same change of every day, by the day and by the period", async () => {
    const ids = [german.accountId, american.accountId];
    const days = [DAY, TUESDAY, "2026-06-03", "2026-06-04", FRIDAY].map((text) => localDate(text));
    for (const day of days) {
      const one = await changesOfDay(world.deps.db, ids, day);
      const from = exchangeCalendar.previousTradingDay(day);
      const periods = await performanceOfPeriod(world.deps.db, ids, { from, to: day });
      for (const id of ids) expect(one.get(id)?.toFixed(2)).toBe(periods.get(id)?.change);
    }
    expect(await changesOfDay(world.deps.db, ids, MONDAY)).toEqual(new Map());
  });

  it("says why there is no figure where there is none", async () => {
    const asked = { accountIds: [german.accountId], benchmark: null };
    const day = { from: "2026-05-01", to: "2026-05-20" };
    const early = await api(german).portfolio.performance({ ...asked, period: day });
    expect(early.timeWeighted.period).toEqual({ rate: null, reason: "NO_DAYS" });
    expect(early.moneyWeighted.period).toEqual({ rate: null, reason: "NO_DAYS" });
    expect(early.benchmark).toBeNull();
    expect(NO_ANSWER[early.volatility.reason ?? "OUT_OF_RANGE"]).toBe(NO_ANSWER.NO_DAYS);
    const none = await performanceOfPeriod(world.deps.db, [german.accountId], {
      from: localDate("2026-04-30"),
      to: localDate("2026-05-31"),
    });
    expect(none.get(german.accountId)).toEqual({
      change: null,
      timeWeighted: null,
      moneyWeighted: null,
      reason: NO_ANSWER.NO_DAYS,
    });
    await expect(
      api(german).portfolio.performance({ ...asked, period: { from: MONDAY, to: "2026-06-30" } }),
    ).rejects.toThrow("has not begun");
  });

  it("is shared out among positions: dollars to the gain, parts to the return", async () => {
    for (const period of [all, { from: TUESDAY, to: FRIDAY }]) {
      const { gain, timeWeighted, contributions } = await api(german).portfolio.contributions({
        accountIds: [german.accountId],
        period,
      });
      expect(sum(contributions.map((row) => row.gain))).toBe(Number(gain).toFixed(2));
      const parts = contributions.reduce((total, row) => total + Number(row.contribution.rate), 0);
      expect(parts).toBeCloseTo(Number(timeWeighted.rate), 8);
      expect(contributions.at(-1)?.symbol).toBeNull();
    }
    // Tax and fees are no position's; a position's gain is what its lots and dividends say.
    const { contributions } = await api(german).portfolio.contributions({
      accountIds: [german.accountId],
      period: all,
    });
    expect(contributions.at(-1)?.gain).toBe("-7.50");
    const seen = await api(german).portfolio.get({ accountId: german.accountId });
    const realised = await world.deps.db.lotClosing.groupBy({
      by: ["symbol"],
      where: { accountId: german.accountId },
      _sum: { proceeds: true, cost: true },
    });
    for (const symbol of ["AAPL", "KO", "F"]) {
      const closed = realised.find((row) => row.symbol === symbol)?._sum;
      const open = seen.positions.find((row) => row.symbol === symbol)?.unrealised ?? "0";
      const dividends = symbol === "AAPL" ? "50.00" : "0";
      const expected = money(closed?.proceeds ?? "0")
        .minus(money(closed?.cost ?? "0"))
        .plus(open)
        .plus(dividends);
      expect(contributions.find((row) => row.symbol === symbol)?.gain).toBe(expected.toFixed(2));
    }
  });
});

describe("accounts together", () => {
  it("are sums, and one row a stock", async () => {
    // One person holds both.
    await world.deps.db.accountHolder.create({
      data: { accountId: american.accountId, userId: german.actor.userId },
    });
    const ids = [german.accountId, american.accountId];
    const [both, one, other] = await Promise.all([
      api(german).portfolio.get({ accountIds: ids }),
      api(german).portfolio.get({ accountId: german.accountId }),
      api(german).portfolio.get({ accountIds: [american.accountId] }),
    ]);
    expect(both.equity).toBe(sum([one.equity, other.equity]));
    expect(both.accounts.map(({ equity }) => equity)).toEqual([one.equity, other.equity]);
    expect(both.cash.total).toBe(sum([one.cash.total, other.cash.total]));
    const apple = (view: typeof one) => view.positions.find(({ symbol }) => symbol === "AAPL");
    expect(apple(both)?.quantity).toBe("52");
    expect(apple(both)?.value).toBe(sum([apple(one)?.value ?? "", apple(other)?.value ?? ""]));
    expect(apple(both)?.lots).toBe(2);
    expect(apple(one)?.yearlyIncome).toBe("15.00");
    const weights = both.positions.reduce((total, row) => total + Number(row.weight), 0);
    expect(weights).toBeCloseTo(Number(both.positionValue) / Number(both.equity), 4);
    const bridge = await api(german).portfolio.bridge({ accountIds: ids, period: all });
    expect([bridge.unexplained, bridge.closing]).toEqual(["0.00", both.equity]);
    const performance = await api(german).portfolio.performance({ accountIds: ids, period: all });
    expect(Number(performance.timeWeighted.period.rate)).toBeCloseTo(Number(performance.gain) / 100_000, 9);
    await expect(
      api(american).portfolio.get({ accountIds: [american.accountId, german.accountId] }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("show lots, what was closed, income, and how it is spread", async () => {
    const accountIds = [german.accountId];
    const { lots, cursor } = await api(german).portfolio.lots({ accountIds });
    const seen = await api(german).portfolio.get({ accountIds });
    expect(cursor).toBeNull();
    for (const position of seen.positions) {
      const own = lots.filter(({ symbol }) => symbol === position.symbol);
      expect(own.reduce((total, lot) => total + Number(lot.quantity), 0)).toBe(Number(position.quantity));
      expect(sum(own.map(({ cost }) => cost))).toBe(position.cost);
      expect(own).toHaveLength(position.lots);
    }
    const closed = await api(german).portfolio.closed({ accountIds, period: all });
    expect(closed.realised).toBe(seen.realisedThisYear);
    expect(sum(closed.positions.map(({ realised }) => realised))).toBe(closed.realised);
    expect(closed.positions[0]).toMatchObject({
      symbol: "AAPL",
      quantity: "28",
      closings: 4,
      stillHeld: "12",
    });
    const income = await api(german).portfolio.income({ accountIds });
    expect(income.lastTwelveMonths).toEqual({
      dividends: "50.00",
      interest: "0.00",
      withheld: "7.50",
      net: "42.50",
    });
    expect(income.history[0]).toMatchObject({
      symbol: "AAPL",
      gross: "50.00",
      withheld: "7.50",
      isPaid: true,
    });
    expect(income.bySymbol).toEqual([
      expect.objectContaining({ symbol: "AAPL", gross: "50.00", net: "42.50" }),
    ]);
    expect(income.months[11]).toMatchObject({ month: "2026-06", dividends: "50.00", net: "42.50" });
    const outlook = await api(german).portfolio.outlook({ accountIds });
    for (const slices of Object.values(outlook.allocation)) {
      expect(sum(slices.map(({ value }) => value))).toBe(seen.equity);
      expect(slices.at(-1)?.name).toBeNull();
    }
    expect(outlook.stress.map(({ fall, call }) => [fall, call])).toEqual([
      ["0.1", null],
      ["0.2", null],
      ["0.3", null],
    ]);
  });
});
