import { pino } from "pino";
import { afterAll, describe, expect, it } from "vitest";
import { readEodFile, writeEodFile } from "@/domain/clearing/eod-files";
import { eodFileName, type FirmEvent } from "@/domain/clearing/messages";
import { add, type Money, money, toWire } from "@/domain/money/money";
import { type Instant, instantAt, type LocalDate, localDate, localDateOf, plus } from "@/domain/time/instant";
import { sha256 } from "@/server/platform/crypto";
import { newId } from "@/server/platform/ids";
import { endOfDayFile } from "@/server/street/clearing-firm/end-of-day-files";
import { EOD_STEPS, workEndOfDay } from "@/server/street/end-of-day";
import { inStep, isBusy } from "@/server/street/step";
import { openTestStreet, type TestStreet } from "@/server/street/testing/test-street";
import { type TinyQuote, tinyMarket } from "@/server/street/testing/tiny-market";

const silent = pino({ level: "silent" });
const opened: TestStreet[] = [];
afterAll(async () => {
  for (const street of opened) await street.database.drop();
});

async function street(start: Instant, lastDay: LocalDate | null = null): Promise<TestStreet> {
  const quotes: TinyQuote[] = [
    { venue: "XNYS", from: plus(start, -86_400_000), bids: [[9.99, 1000]], asks: [[10.01, 1000]] },
  ];
  const made = await openTestStreet(tinyMarket(quotes, [], 10.5, lastDay), start);
  opened.push(made);
  return made;
}

const at = (day: string, time: `${number}:${number}`) => instantAt(localDate(day), time);
const ofKind = <K extends FirmEvent["kind"]>(events: readonly FirmEvent[], kind: K) =>
  events.filter((event): event is Extract<FirmEvent, { kind: K }> => event.kind === kind);

/** Opens an account and links a bank account whose number ends as given. */
async function customer(
  on: TestStreet,
  ending = "9876",
): Promise<{ number: string; bankReference: string; accountId: string }> {
  const accountId = newId();
  const bankReference = newId();
  await on.tell("CLEARING", {
    kind: "OPEN_ACCOUNT",
    accountId,
    title: "Ada Example",
    commissionClass: "STANDARD",
  });
  await on.tell("BANK", {
    kind: "LINK_ACCOUNT",
    bankReference,
    holderName: "Ada Example",
    routingNumber: "021000021",
    accountNumber: `55500${ending}`,
  });
  const answer = ofKind(await on.firmEvents(), "ACCOUNT_OPENED").find(
    (event) => event.accountId === accountId,
  );
  return { number: answer?.number ?? "", bankReference, accountId };
}

async function move(
  on: TestStreet,
  who: { number: string; bankReference: string },
  direction: "DEPOSIT" | "WITHDRAWAL",
  amount: string,
): Promise<string> {
  const transferId = newId();
  await on.tell("CLEARING", {
    kind: "MOVE_CASH",
    transferId,
    accountNumber: who.number,
    direction,
    amount,
    bankReference: who.bankReference,
  });
  return transferId;
}

const trade = (on: TestStreet, number: string, side: "BUY" | "SELL", quantity: string) =>
  on.tell("VENUES", {
    kind: "NEW_ORDER",
    childOrderId: newId(),
    orderReference: newId(),
    accountNumber: number,
    venue: "XNYS",
    symbol: "TINY",
    side,
    type: "MARKET",
    timeInForce: "DAY",
    session: "REGULAR",
    stopPrice: null,
    trail: null,
    onProtected: null,
    linkId: null,
    quantity,
    limitPrice: null,
    expiresOn: null,
  });

/** Every balance is the fold of the entries, and every journal balances per asset. */
async function expectSoundBooks(on: TestStreet): Promise<void> {
  const wrong = await on.database.street.$queryRaw<unknown[]>`
    select journal_id from street.firm_entry group by journal_id, asset having sum(amount) <> 0`;
  expect(wrong).toEqual([]);
  const folds = await on.database.street.$queryRaw<unknown[]>`
    with fold as (select account_number, asset, sum(amount) as total,
        coalesce(sum(amount) filter (where ledger_account <> 'CUSTOMER_UNSETTLED'), 0) as settled,
        coalesce(sum(amount) filter (where ledger_account = 'CUSTOMER_UNCOLLECTED'), 0) as uncollected
      from street.firm_entry where account_number is not null group by account_number, asset)
    select * from fold full join street.firm_balance b using (account_number, asset)
    where (fold.total, fold.settled, fold.uncollected) is distinct from (b.trade_date_qty, b.settled_qty, b.uncollected)`;
  expect(folds).toEqual([]);
}

const dayOf = (event: FirmEvent): LocalDate => localDateOf(new Date(event.at).getTime() as Instant);

describe("accounts", () => {
  it("are opened once, under numbers that follow each other", async () => {
    const on = await street(at("2026-06-01", "10:00"));
    const first = await customer(on);
    const second = await customer(on, "1234");
    expect([first.number, second.number]).toEqual(["RT-10004417", "RT-10004418"]);
    await on.tell("CLEARING", {
      kind: "OPEN_ACCOUNT",
      accountId: first.accountId,
      title: "Ada Example",
      commissionClass: "STANDARD",
    });
    const answers = ofKind(await on.firmEvents(), "ACCOUNT_OPENED").map((event) => event.number);
    expect(answers).toEqual(["RT-10004417", "RT-10004418", "RT-10004417"]);
  });
});

describe("the bank", () => {
  it("keeps no account number, refuses another holder and an unknown number", async () => {
    const on = await street(at("2026-06-01", "10:00"));
    const link = (holderName: string, accountNumber: string) => ({
      kind: "LINK_ACCOUNT" as const,
      bankReference: newId(),
      holderName,
      routingNumber: "021000021",
      accountNumber,
    });
    await on.tell("BANK", link("Ada Example", "5550009876"));
    await on.tell("BANK", link("ada  EXAMPLE", "5550009876"));
    await on.tell("BANK", link("Ben Other", "5550009876"));
    await on.tell("BANK", link("Ben Other", "5550000002"));
    const events = (await on.doors.events("BANK", 0, 100)).map(({ event }) => event);
    expect(events.map((event) => (event.kind === "LINK_REFUSED" ? event.reason : event.kind))).toEqual([
      "LINK_VERIFIED",
      "LINK_VERIFIED",
      "The bank account is held under another name.",
      "The bank knows no account with this number.",
    ]);
    const kept = await on.database.street.$queryRaw<{ text: string }[]>`
      select payload::text as text from street.command where party = 'BANK'
      union all select row_to_json(b)::text from street.bank_account b`;
    expect(kept.some(({ text }) => text.includes("555000"))).toBe(false);
  });
});

describe("cash", () => {
  it("arrives by the rules of ACH: booked when it settles, usable two banking days later", async () => {
    // Friday before Columbus Day: the exchange is open on Monday, the banks are not.
    const on = await street(at("2026-10-09", "10:00"));
    const ada = await customer(on);
    const deposit = await move(on, ada, "DEPOSIT", "5000.00");
    const [accepted] = ofKind(await on.firmEvents(), "CASH_ACCEPTED");
    expect(accepted).toMatchObject({
      transferId: deposit,
      settlesOn: "2026-10-13",
      tradableOn: "2026-10-15",
      withdrawableOn: "2026-10-20",
    });
    await on.controls.advanceTo(at("2026-10-12", "15:00"));
    expect(ofKind(await on.firmEvents(), "CASH_POSTED")).toEqual([]);
    await on.controls.advanceTo(at("2026-10-19", "10:00"));
    const events = await on.firmEvents();
    expect(
      ofKind(events, "CASH_POSTED").map((event) => [event.postedOn, event.amount, dayOf(event)]),
    ).toEqual([["2026-10-13", "5000.00", "2026-10-13"]]);
    expect(ofKind(events, "CASH_RELEASED").map(dayOf)).toEqual(["2026-10-15"]);

    // Not withdrawable until the 20th; then once, and not twice.
    await move(on, ada, "WITHDRAWAL", "100.00");
    await on.controls.advanceTo(at("2026-10-20", "10:00"));
    const paid = await move(on, ada, "WITHDRAWAL", "4000.00");
    await move(on, ada, "WITHDRAWAL", "1000.01");
    expect(ofKind(await on.firmEvents(), "CASH_REFUSED").map((event) => event.reason)).toEqual([
      "There is not that much cash to withdraw.",
      "There is not that much cash to withdraw.",
    ]);
    await on.controls.advanceTo(at("2026-10-21", "10:00"));
    expect(
      ofKind(await on.firmEvents(), "CASH_PAID").map((event) => [event.transferId, event.postedOn]),
    ).toEqual([[paid, "2026-10-21"]]);
    await expectSoundBooks(on);
  });

  it("comes back as R01 from an account without money, before it could be used", async () => {
    const on = await street(at("2026-06-01", "10:00"));
    const ada = await customer(on, "0001");
    const deposit = await move(on, ada, "DEPOSIT", "700.00");
    await on.controls.advanceTo(at("2026-06-08", "10:00"));
    const events = await on.firmEvents();
    expect(ofKind(events, "CASH_RELEASED")).toEqual([]);
    expect(
      ofKind(events, "CASH_RETURNED").map((event) => [event.transferId, event.code, dayOf(event)]),
    ).toEqual([[deposit, "R01", "2026-06-04"]]);
    const [balance] = await on.database.street.firmBalance.findMany();
    expect([balance?.tradeDateQty.toString(), balance?.uncollected.toString()]).toEqual(["0", "0"]);
    await expectSoundBooks(on);
  });

  it("is all booked on its day, however much is due, and stands in that day's file", async () => {
    const on = await street(at("2026-06-01", "10:00"));
    const { number, bankReference } = await customer(on);
    const deposit = () =>
      ({
        kind: "MOVE_CASH",
        transferId: newId(),
        accountNumber: number,
        direction: "DEPOSIT",
        amount: "1.00",
        bankReference,
      }) as const;
    for (let sent = 0; sent < 1_250; sent += 250)
      await on.tell("CLEARING", ...Array.from({ length: 250 }, deposit));
    // From the open straight to the next one: all of the day's money moves in steps that see nothing but its close.
    await on.controls.advanceTo(at("2026-06-03", "09:30"));
    const booked = await on.database.street.$queryRaw<{ day: string; count: number }[]>`
      select trade_date::text as day, count(*)::int as count from street.firm_journal
      where kind = 'DEPOSIT' group by 1`;
    expect(booked).toEqual([{ day: "2026-06-02", count: 1_250 }]);
    const day = localDate("2026-06-02");
    const file = await on.doors.file(day, "money");
    expect(readEodFile("money", day, file, sha256)).toHaveLength(1_250);
  });

  it("is refused without a confirmed bank account or an open account", async () => {
    const on = await street(at("2026-06-01", "10:00"));
    const ada = await customer(on);
    await move(on, { ...ada, bankReference: newId() }, "DEPOSIT", "10.00");
    await move(on, { ...ada, number: "RT-1" }, "DEPOSIT", "10.00");
    await move(on, ada, "DEPOSIT", "0.001");
    expect(ofKind(await on.firmEvents(), "CASH_REFUSED").map((event) => event.reason)).toEqual([
      "The bank has not confirmed this bank account.",
      "There is no open account with this number.",
      "The amount must be in dollars and whole cents.",
    ]);
  });
});

describe("trades", () => {
  it.each([
    ["2026-06-01", "2026-06-02"],
    ["2013-10-09", "2013-10-15"],
    ["2020-07-01", "2020-07-06"],
  ])("of %s settle on %s", async (tradeDate, settlementDate) => {
    const on = await street(at(tradeDate, "10:00"));
    const ada = await customer(on);
    await trade(on, ada.number, "BUY", "100");
    await on.controls.advanceTo(plus(at(settlementDate, "16:00"), 1));
    const settled = ofKind(await on.firmEvents(), "TRADES_SETTLED");
    expect(settled.map((event) => [event.settledOn, event.execIds.length])).toEqual([[settlementDate, 1]]);
    const balances = await on.database.street.firmBalance.findMany({ orderBy: { asset: "asc" } });
    expect(
      balances.map((row) => [row.asset, row.tradeDateQty.toString(), row.settledQty.toString()]),
    ).toEqual([
      ["TINY", "100", "100"],
      ["USD", "-1002", "-1002"],
    ]);
    await expectSoundBooks(on);
  });

  it("for an account that the firm does not know wait until it does", async () => {
    const on = await street(at("2026-06-01", "10:00"));
    await trade(on, "RT-10004417", "BUY", "10");
    expect(await on.database.street.firmTrade.count()).toBe(0);
    expect(await on.database.street.venueTrade.count({ where: { capturedAt: null } })).toBe(1);
    await customer(on);
    await on.controls.advanceTo(plus(at("2026-06-01", "16:00"), 1));
    expect(await on.database.street.firmTrade.count()).toBe(1);
  });
});

describe("the end of a day", () => {
  const filesOf = async (on: TestStreet, day: LocalDate) =>
    Promise.all(eodFileName.options.map((name) => on.doors.file(day, name)));

  it("publishes files that add up, and goes to the next open", async () => {
    const day = localDate("2026-06-01");
    const on = await street(at(day, "10:00"));
    const ada = await customer(on);
    await trade(on, ada.number, "BUY", "100");
    await trade(on, ada.number, "SELL", "40");
    await on.controls.runTo("NEXT_DAY");
    await on.settle();
    expect(await on.clock.exchangeNow()).toBe(at("2026-06-02", "09:30"));
    const [ready] = ofKind(await on.firmEvents(), "EOD_READY");
    expect(ready).toMatchObject({
      businessDate: day,
      nextSession: "2026-06-02",
      venueSeq: (await on.venueEvents()).length,
    });
    const [trades, positions, balances, , lots, rejects] = await filesOf(on, day);
    expect(ready?.files.find(({ name }) => name === "trades")).toEqual({
      name: "trades",
      sha256: sha256(trades ?? ""),
      records: 2,
    });
    const [position] = readEodFile("positions", day, positions ?? "", sha256);
    expect(position).toMatchObject({
      symbol: "TINY",
      tradeDateQty: "60",
      settledQty: "0",
      closePrice: "10.5",
      value: "630",
    });
    const [bought] = readEodFile("trades", day, trades ?? "", sha256).filter(({ side }) => side === "BUY");
    expect(readEodFile("lots", day, lots ?? "", sha256)).toEqual([
      {
        accountNumber: ada.number,
        symbol: "TINY",
        acquiredOn: day,
        lotId: bought?.execId,
        quantity: "60",
        // Six tenths of what the purchase cost, fees included.
        cost: toWire(money(bought?.net ?? "0").times("-0.6") as Money),
      },
    ]);
    expect(readEodFile("rejects", day, rejects ?? "", sha256)).toEqual([]);
    const [balance] = readEodFile("balances", day, balances ?? "", sha256);
    const net = add(...readEodFile("trades", day, trades ?? "", sha256).map((row) => money(row.net)));
    expect(balance?.tradeDateCash).toBe(net.toFixed());
    expect(money(balance?.equity ?? "0").eq(net.plus("630"))).toBe(true);
  });

  it("goes on after a crash between its steps, and publishes the same bytes", async () => {
    const day = localDate("2026-06-01");
    const on = await street(at(day, "10:00"));
    const ada = await customer(on);
    await trade(on, ada.number, "BUY", "100");
    const crashing = on.another();
    const { street: db } = on.database;
    // The process dies in the step that publishes: the insert of the files fails once.
    await db.$executeRaw`insert into street.firm_file values (${day}::date, 'money', 'x', 0, 'x')`;
    await expect(crashing.controls.advanceTo(plus(at(day, "16:00"), 1))).rejects.toThrow();
    const done = await db.firmEodStep.findMany({ orderBy: { doneAt: "asc" } });
    expect(done.map(({ step }) => step)).toEqual(["BEGIN", "TAPE", "CAPTURE", "SETTLE", "LOTS", "MARGIN"]);
    expect(ofKind(await on.firmEvents(), "EOD_READY")).toEqual([]);
    await db.$executeRaw`delete from street.firm_file`;
    await on.controls.advanceTo(plus(at(day, "16:00"), 1));
    expect(ofKind(await on.firmEvents(), "EOD_READY")).toHaveLength(1);
    const published = await filesOf(on, day);
    const again = await inStep(
      {
        db,
        market: on.market,
        clock: on.clock,
        env: {
          EXCHANGE_CLOCK: "virtual",
          EXCHANGE_HOURS: "regular",
          CLEARING_HMAC_KEY: "",
          APP_MODE: "test",
        },
        log: silent,
      },
      true,
      async (step) => {
        const contents = [];
        for (const name of eodFileName.options) contents.push(await endOfDayFile(step, day, name));
        return contents;
      },
    );
    if (isBusy(again)) throw new Error("nobody else runs here");
    expect(again).toEqual(published);
  });

  it("crashed after any of its steps, goes on with the next and publishes the same bytes", async () => {
    const day = localDate("2026-06-01");
    const on = await street(at(day, "10:00"));
    const ada = await customer(on);
    await trade(on, ada.number, "BUY", "100");
    await trade(on, ada.number, "SELL", "30");
    const { street: db } = on.database;
    await on.controls.advanceTo(at(day, "15:59"));
    const engine = () => ({
      db,
      market: on.market,
      clock: on.clock,
      env: {
        EXCHANGE_CLOCK: "virtual",
        EXCHANGE_HOURS: "regular",
        CLEARING_HMAC_KEY: "",
        APP_MODE: "test",
      } as const,
      log: silent,
    });
    for (const step of EOD_STEPS.filter((name) => name !== "TAPE" && name !== "CLOCK")) {
      // Dies with all of the step done and nothing of it committed; then another engine takes over.
      const died = inStep(engine(), true, async (work) => {
        await workEndOfDay(work, { day, next: step }, true);
        throw new Error("killed");
      });
      await expect(died).rejects.toThrow("killed");
      await inStep(engine(), true, (work) => workEndOfDay(work, { day, next: step }, true));
      const done = await db.firmEodStep.findMany({ where: { businessDate: new Date(day) } });
      expect(done.map((row) => row.step)).toContain(step);
    }
    const published = await filesOf(on, day);
    const rewritten = await inStep(engine(), true, async (work) => {
      const contents = [];
      for (const name of eodFileName.options) contents.push(await endOfDayFile(work, day, name));
      return contents;
    });
    expect(rewritten).toEqual(published);
    // The database's text is what the format's own writer makes of the same rows.
    for (const [index, name] of eodFileName.options.entries()) {
      const text = published[index] ?? "";
      expect(writeEodFile(name, day, readEodFile(name, day, text, sha256), sha256)).toBe(text);
    }
    expect(ofKind(await on.firmEvents(), "EOD_READY")).toHaveLength(1);
    await expectSoundBooks(on);
  });

  it("leaves a fee that comes after its files to the next day's", async () => {
    const day = localDate("2026-06-05");
    const on = await street(at(day, "10:00"));
    const ada = await customer(on);
    await on.database.street.firmBalance.create({
      data: { accountNumber: ada.number, asset: "USD", tradeDateQty: "100", settledQty: "100" },
    });
    await on.controls.runTo("CLOSE");
    await on.settle();
    const feeId = newId();
    await on.tell("CLEARING", {
      kind: "CHARGE_FEE",
      feeId,
      accountNumber: ada.number,
      amount: "12.00",
      memo: "Market data",
    });
    // The day was a Friday.
    expect(ofKind(await on.firmEvents(), "FEE_CHARGED")).toMatchObject([{ feeId, postedOn: "2026-06-08" }]);
    await on.controls.runTo("NEXT_DAY");
    await on.settle();
    await on.controls.runTo("CLOSE");
    await on.settle();
    const [, , , moved] = await filesOf(on, localDate("2026-06-08"));
    expect(readEodFile("money", localDate("2026-06-08"), moved ?? "", sha256)).toMatchObject([
      { reference: feeId, kind: "FEE", amount: "12" },
    ]);
  });

  it("stays at the close when it was run to it, and when the market's data end", async () => {
    const day = localDate("2026-06-01");
    const on = await street(at(day, "10:00"), day);
    await on.controls.runTo("CLOSE");
    await on.settle();
    expect(await on.clock.exchangeNow()).toBe(at(day, "16:00"));
    expect(ofKind(await on.firmEvents(), "EOD_READY")).toHaveLength(1);
    expect((await on.clock.state()).runUntil).toBeNull();
    await on.controls.setRate(1);
    await on.settle();
    expect(await on.clock.exchangeNow()).toBe(at(day, "16:00"));
    await expect(on.controls.advanceTo(at("2026-06-02", "10:00"))).rejects.toThrow("data end");
  });

  it("lets a month be lived through, a day a call", async () => {
    const on = await street(at("2026-05-27", "10:00"));
    await on.controls.runTo("MONTH_END");
    let calls = 0;
    for (; await on.controls.cycle(); calls++) expect(calls).toBeLessThan(20);
    expect(ofKind(await on.firmEvents(), "EOD_READY").map((event) => event.businessDate)).toEqual([
      "2026-05-27",
      "2026-05-28",
      "2026-05-29",
    ]);
    expect(await on.clock.exchangeNow()).toBe(at("2026-06-01", "09:30"));
    expect(calls).toBeGreaterThanOrEqual(3);
  });
});
