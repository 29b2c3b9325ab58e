import { beforeAll, expect, it, vi } from "vitest";
import { dailyInterest, interestPosted } from "@/domain/risk/margin-interest";
import { money } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { daysBetween, localDate } from "@/domain/time/instant";
import { verify } from "@/scripts/verify/verify";
import { statementFacts } from "@/server/documents/statement-books";
import { buildStatement } from "@/domain/statements/statement";
import { reconcileMargin } from "@/server/margin";
import { marginStanding, unmetCalls } from "@/server/margin/queries";
import { unaskedLimits } from "@/server/orders/testing/steered-world";
import { setAccountLimits } from "@/server/risk";
import { marginWorld, type MarginWorld, on } from "@/server/margin/testing/margin-world";

// These live through days of a whole installation.
vi.setConfig({ testTimeout: 120_000 });

let world: MarginWorld;
type Borrower = Awaited<ReturnType<MarginWorld["borrower"]>>;
let payer: Borrower;
let sleeper: Borrower;
let saver: Borrower;

beforeAll(async () => {
  world = await marginWorld(on("2026-07-14", "15:50"));
  [payer, sleeper, saver] = [
    await world.borrower("10000.00"),
    await world.borrower("10000.00"),
    await world.borrower("50000.00"),
  ];
  await world.close("2026-07-14", "10.00");
}, 120_000);

/** The money of these customers was there before the first day of their books. */
const FIRST = { settled: "10000", unsettled: "0", uncollected: "0", positionValue: "0" };

const callsOf = async (who: Borrower) =>
  (await who.calls()).map((call) => [
    call.kind,
    call.amount.toFixed(2),
    call.dueOn.toISOString().slice(0, 10),
    call.status,
  ]);

it("lends against a purchase, and the close calls for what Regulation T wants of it", async () => {
  for (const who of [payer, sleeper]) {
    const order = await who.buy("2500", "10.02");
    expect([order.status, order.reasons]).toEqual(["FILLED", []]);
    // 2,500 at 10.02 and a commission of 12.50; the debit stands until the books settle it.
    const balance = await who.balance();
    expect(balance.unsettledOut.toFixed(2)).toBe("25062.50");
    expect(balance.longValue?.toFixed(2)).not.toBe("0.00");
    expect([balance.reserved, balance.pendingLoan, balance.pendingOpening].map(Number)).toEqual([0, 0, 0]);
  }
  expect(await world.close("2026-07-15", "10.02")).toBe("2026-07-16");
  const figure = await payer.figure("2026-07-15");
  expect(figure.longMarketValue.toFixed(2)).toBe("25050.00");
  expect(figure.equity.toFixed(2)).toBe("9987.50");
  expect(figure.debit.toFixed(2)).toBe("15062.50");
  expect(figure.initialRequirement.toFixed(2)).toBe("12525.00");
  expect(figure.maintenanceRequirement.toFixed(2)).toBe("7515.00");
  expect(figure.sma.toFixed(2)).toBe("0.00");
  // Special memorandum account: 10,000 less half of 25,062.50.
  expect(await callsOf(payer)).toEqual([["REG_T", "2531.25", "2026-07-20", "OPEN"]]);
  expect(await world.breaks()).toEqual([]);
});

it("makes a maintenance call of a market that falls, and a deposit meets both", async () => {
  await payer.deposit("3000.00");
  await world.quote("7.99", "8.00", on("2026-07-16", "10:00"));
  expect(await world.close("2026-07-16", "8.00")).toBe("2026-07-17");
  // Equity 20,000 - 15,062.50, required 6,000.
  expect(await callsOf(payer)).toEqual([
    ["MAINTENANCE", "1062.50", "2026-07-21", "OPEN"],
    ["REG_T", "2531.25", "2026-07-20", "OPEN"],
  ]);
  const mails = await world.deps.db.mailMessage.count({
    where: { subject: { startsWith: "Margin call of $1,062.50" } },
  });
  expect(mails).toBe(2);
  await world.close("2026-07-17", "8.00");
  expect((await callsOf(payer)).map(([kind, , , status]) => [kind, status])).toEqual([
    ["MAINTENANCE", "MET"],
    ["REG_T", "MET"],
  ]);
  expect((await payer.figure("2026-07-17")).sma.toFixed(2)).toBe("468.75");
  expect(await world.breaks()).toEqual([]);
});

it("lends nothing more to an account whose call was not met when it was due", async () => {
  await world.close("2026-07-20", "8.00");
  expect((await callsOf(sleeper)).map(([kind, , , status]) => [kind, status])).toEqual([
    ["MAINTENANCE", "OPEN"],
    ["REG_T", "EXPIRED"],
  ]);
  const refused = await sleeper.buy("10", "8.00");
  expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "MARGIN_RESTRICTED"]);
  // It may always sell: that is how a call is met, too.
  expect((await sleeper.sell("1000", "7.90")).status).toBe("FILLED");
  await world.close("2026-07-21", "8.00");
  expect((await callsOf(sleeper)).map(([kind, , , status]) => [kind, status])).toEqual([
    ["MAINTENANCE", "MET"],
    ["REG_T", "MET"],
  ]);
  expect(await world.breaks()).toEqual([]);
});

it("charges a month's interest on the debit and pays it on the credit, to the cent, in all books", async () => {
  await world.deps.controls.runTo("MONTH_END");
  for (let n = 0; n < 20 && (await world.deps.clock.exchangeToday()) < "2026-08-03"; n++)
    await world.settle();
  const debit = (balance: string, from: string, to: string) =>
    exchangeCalendar
      .tradingDays(localDate(from), localDate(to))
      .map((day) =>
        dailyInterest("DEBIT", money(balance), daysBetween(day, exchangeCalendar.nextTradingDay(day)), day),
      );
  // Settled from the 16th; the deposit of the 16th was booked on the 17th and is usable from the 21st on.
  const owed = interestPosted([
    ...debit("15062.50", "2026-07-16", "2026-07-20"),
    ...debit("12062.50", "2026-07-21", "2026-07-31"),
  ]);
  const postings = await world.deps.db.interestPosting.findMany({ where: { accountId: payer.accountId } });
  const charged = postings.find(({ kind }) => kind === "DEBIT");
  expect(charged?.amount.toFixed(2)).toBe(owed.toFixed(2));
  expect(charged?.postedOn.toISOString().slice(0, 10)).toBe("2026-07-31");
  const paid = await world.deps.db.interestPosting.findMany({ where: { accountId: saver.accountId } });
  // 50,000 at 1.25% for 20 days of 365: from the 14th to the 3rd of August.
  expect(paid.map((row) => [row.kind, row.amount.toFixed(2)])).toEqual([["CREDIT", "34.25"]]);
  expect((await saver.balance()).settled.toFixed(2)).toBe("50034.25");
  const lines = await world.deps.db.eodMovement.findMany({
    where: { accountId: payer.accountId, kind: "DEBIT_INTEREST" },
  });
  expect(lines.map((line) => line.net.toFixed(2))).toEqual([owed.negated().toFixed(2)]);
  expect(await world.breaks()).toEqual([]);
});

it("prints it on the statement", async () => {
  const { db, market } = world.deps;
  const facts = (await statementFacts(db, market, "2026-07", [payer.accountId])).get(payer.accountId);
  if (!facts) throw new Error("there are books");
  const { summary } = buildStatement({ ...facts, opening: facts.opening ?? FIRST });
  const postings = await world.deps.db.interestPosting.findMany({ where: { accountId: payer.accountId } });
  const sum = (kind: string) =>
    postings.filter((row) => row.kind === kind).reduce((total, row) => total + Number(row.amount), 0);
  expect([Number(summary.interest), Number(summary.income)]).toEqual([sum("DEBIT"), sum("CREDIT")]);
});

it("changes what is lent for with the order that is changed, and gives it back when it is over", async () => {
  const resting = await saver.buy("1000", "7.00");
  const held = async () => {
    const { reserved, pendingLoan, pendingOpening } = await saver.balance();
    return [reserved, pendingLoan, pendingOpening].map((value) => value.toFixed(2));
  };
  // 7,000 and a commission of 5.00, with room for a good fee of the day; 70% of the value is lent.
  expect((await held()).slice(1)).toEqual(["4900.00", "3500.00"]);
  const larger = await saver.replace(resting, { quantity: "2000" });
  expect((await held()).slice(1)).toEqual(["9800.00", "7000.00"]);
  await saver.cancel(larger);
  expect(await held()).toEqual(["0.00", "0.00", "0.00"]);
});

it("restricts for 90 days whom an intraday deficit catches and who does not meet it in five trading days", async () => {
  const [trader, legacy] = [await world.borrower("10000.00"), await world.borrower("10000.00")];
  await setAccountLimits(world.deps, legacy.actor, {
    ...unaskedLimits(legacy.accountId),
    marginRegime: "LEGACY_PDT",
  });
  await world.quote("10.00", "10.02", on("2026-08-03", "10:00"));
  expect(await world.close("2026-08-03", "10.00")).toBe("2026-08-04");
  for (const who of [trader, legacy]) {
    const order = await who.buy("1900", "10.02");
    expect([order.status, order.reasons]).toEqual(["FILLED", []]);
  }
  // The market falls while they hold on, and a small sale is looked at: 5,700 required of some 900.
  await world.quote("5.00", "5.02", on("2026-08-04", "11:00"));
  await world.print("5.20", 100, on("2026-08-04", "11:00:01"));
  await world.to(on("2026-08-04", "11:01"));
  for (const who of [trader, legacy]) expect((await who.sell("10", "4.90")).status).toBe("FILLED");
  await world.close("2026-08-04", "5.20");
  expect((await callsOf(trader)).map(([kind, , due, status]) => [kind, due, status])).toEqual([
    ["INTRADAY", "2026-08-11", "OPEN"],
    ["MAINTENANCE", "2026-08-07", "OPEN"],
  ]);
  // Where the old rule is kept there is no such deficit.
  expect((await callsOf(legacy)).map(([kind]) => kind)).toEqual(["MAINTENANCE"]);
  for (const day of ["2026-08-05", "2026-08-06", "2026-08-07", "2026-08-10", "2026-08-11"])
    await world.close(day, "5.20");
  expect((await callsOf(trader)).map(([kind, , , status]) => [kind, status])).toEqual([
    ["INTRADAY", "EXPIRED"],
    ["MAINTENANCE", "EXPIRED"],
  ]);
  const refused = await trader.buy("10", "5.02");
  expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "INTRADAY_RESTRICTED"]);
  expect(refused.reasons[0]?.message).toContain("Until 9 Nov 2026");
  expect((await legacy.buy("10", "5.02")).reasons[0]?.code).toBe("MARGIN_RESTRICTED");
  const seen = await marginStanding(world.deps, trader.actor, { accountId: trader.accountId });
  expect([seen?.refusal, seen?.restrictedUntil]).toEqual(["OVERDUE_CALL", "2026-11-09"]);
  const overdue = (await unmetCalls(world.deps)).calls.filter(({ status }) => status === "EXPIRED");
  const theirs = overdue.filter(({ accountNumber }) =>
    [trader.number, legacy.number].includes(accountNumber ?? ""),
  );
  expect(theirs.map(({ kind }) => kind).toSorted()).toEqual(["INTRADAY", "MAINTENANCE", "MAINTENANCE"]);
  expect(await world.breaks()).toEqual([]);
});

it("tells a firm's figure that our own reckoning does not bear out", async () => {
  const day = localDate("2026-08-11");
  const differences = () =>
    world.deps.db.$transaction(async (tx) => {
      await tx.$executeRaw`
        update portal.margin_figure set equity = equity + 1, sma = sma + 5
        where account_id = ${saver.accountId}::uuid and business_date = ${day}::date`;
      return reconcileMargin(tx, day);
    });
  const found = await differences();
  expect(found.map(({ type, area, item }) => [type, area, item])).toEqual([
    ["AMOUNT", "MARGIN", `${saver.number} equity`],
    ["AMOUNT", "MARGIN", `${saver.number} SMA`],
  ]);
});

it("counts a trade that the firm captures a day late in the memorandum account of the day that books it", async () => {
  const late = await world.borrower("20000.00");
  const first = await world.deps.clock.exchangeToday();
  const second = await world.close(first, "5.00");
  // For a day the firm does not know the account: it rejects the trade, and captures it at the next close.
  const rename = (from: string, to: string) =>
    world.database.street.firmAccount.update({ where: { number: from }, data: { number: to } });
  await rename(late.number, "RT-LOST");
  expect((await late.buy("1000", "5.05")).status).toBe("FILLED");
  const third = await world.close(second, "5.00");
  await rename("RT-LOST", late.number);
  await world.close(third, "5.00");
  const before = await late.figure(first);
  const after = await late.figure(third);
  expect(after.sma.lt(before.sma)).toBe(true);
  expect((await world.breaks()).filter((found) => found.accountId === late.accountId)).toEqual([]);
});

it("leaves every invariant as it must be", async () => {
  const { violations } = await verify(world.database.url);
  // These customers' first money was written straight into both books, and no order of theirs went through the outbox.
  expect(violations.filter(({ id }) => !["I1", "I9"].includes(id))).toEqual([]);
});
