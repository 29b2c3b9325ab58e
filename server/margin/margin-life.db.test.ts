import { beforeAll, expect, it, vi } from "vitest";
import { dailyInterest, interestPosted } from "@/domain/risk/margin-interest";
import { money } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { daysBetween, localDate } from "@/domain/time/instant";
import { INVARIANTS } from "@/scripts/verify/invariants";
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

it("leaves every invariant as it must be", async () => {
  for (const { id, promise, sql } of INVARIANTS) {
    const rows = await world.database.portal.$queryRawUnsafe(sql).catch(() => []);
    expect({ id, promise, rows }).toEqual({ id, promise, rows: [] });
  }
});
