import { beforeAll, expect, it, vi } from "vitest";
import { dailyInterest, interestPosted } from "@/domain/risk/margin-interest";
import { money } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { daysBetween, localDate, toDate } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { verify } from "@/scripts/verify/verify";
import { marginStanding } from "@/server/margin/queries";
import { marginWorld, type MarginWorld, on } from "@/server/margin/testing/margin-world";
import { unaskedLimits } from "@/server/orders/testing/steered-world";
import { newId } from "@/server/platform/ids";
import { decideRequest } from "@/server/requests/decide-request";
import { setAccountLimits } from "@/server/risk";

// These live through days of a whole installation.
vi.setConfig({ testTimeout: 120_000 });

let world: MarginWorld;
type Borrower = Awaited<ReturnType<MarginWorld["borrower"]>>;
let upgraded: Borrower;
let legacy: Borrower;

beforeAll(async () => {
  world = await marginWorld(on("2026-07-14", "10:00"));
  upgraded = await world.borrower("20000.00", "INDIVIDUAL_CASH");
  legacy = await world.borrower("20000.00", "INDIVIDUAL_CASH");
}, 120_000);

/** What the desk does once the customer has asked. */
async function upgrade(who: Borrower): Promise<void> {
  const { deps } = world;
  const email = `desk-${newId()}@example.com`;
  const reviewer = await createActor(deps.db, { email, role: "REVIEWER" }, deps.clock.now());
  const requestId = newId();
  await deps.db.customerRequest.create({
    data: {
      id: requestId,
      userId: who.actor.userId,
      accountId: who.accountId,
      kind: "MARGIN_UPGRADE",
      detail: {},
      askedAt: toDate(deps.clock.now()),
    },
  });
  await decideRequest(deps, reviewer, {
    requestId,
    decision: "approve",
    reason: "Signed, and able to bear it.",
  });
  await world.settle();
}
const typeOf = async (who: Borrower) =>
  (await world.deps.db.account.findUniqueOrThrow({ where: { id: who.accountId } })).type;
const firmOf = (who: Borrower) =>
  world.database.street.firmAccount.findUniqueOrThrow({ where: { number: who.number } });
const regime = (marginRegime: "LEGACY_PDT" | "INTRADAY_MARGIN" | null, who: Borrower, effectiveOn?: string) =>
  setAccountLimits(world.deps, who.actor, {
    ...unaskedLimits(who.accountId),
    marginRegime,
    ...(effectiveOn === undefined ? {} : { effectiveOn: localDate(effectiveOn) }),
  });

it("lives through days as a cash account, with shares that have settled and shares that have not", async () => {
  expect((await upgraded.buy("1000", "10.02")).status).toBe("FILLED");
  expect(await world.close("2026-07-14", "10.00")).toBe("2026-07-15");
  expect(await world.close("2026-07-15", "10.00")).toBe("2026-07-16");
  expect((await upgraded.buy("500", "10.02")).status).toBe("FILLED");
  expect(await world.deps.db.marginFigure.count({ where: { accountId: upgraded.accountId } })).toBe(0);
});

it("is a margin account from the moment at which both sides say so, in the middle of a day", async () => {
  const resting = await upgraded.buy("100", "9.00");
  await upgrade(upgraded);
  expect([await typeOf(upgraded), (await firmOf(upgraded)).type]).toEqual(["INDIVIDUAL_MARGIN", "MARGIN"]);
  const seen = await marginStanding(world.deps, upgraded.actor, { accountId: upgraded.accountId });
  expect(Number(seen?.longMarketValue)).toBeGreaterThan(14_900);
  // The order from before still holds its cash, once, and gives it back.
  expect(Number((await upgraded.balance()).reserved)).toBeGreaterThan(900);
  await upgraded.cancel(resting);
  const { reserved, pendingLoan, pendingOpening } = await upgraded.balance();
  expect([reserved, pendingLoan, pendingOpening].map(Number)).toEqual([0, 0, 0]);
  // Some 4,950 of its own are left: these are bought on credit.
  const borrowed = await upgraded.buy("1000", "10.02");
  expect([borrowed.status, borrowed.reasons]).toEqual(["FILLED", []]);
});

it("ends that day with the same figures on both sides, and no break", async () => {
  await world.close("2026-07-16", "10.02");
  const figure = await upgraded.figure("2026-07-16");
  expect(figure.longMarketValue.toFixed(2)).toBe("25050.00");
  // 20,000 less 1,000, 500 and 1,000 shares at 10.02, and commissions.
  expect(figure.equity.minus(figure.longMarketValue).plus(figure.debit).toFixed(2)).toBe("0.00");
  expect(figure.debit.gt(5000)).toBe(true);
  expect(await world.breaks()).toEqual([]);
  await world.close("2026-07-17", "10.02");
  expect(await world.breaks()).toEqual([]);
});

it("bears interest from that day on and for no day before", async () => {
  await world.deps.controls.runTo("MONTH_END");
  for (let n = 0; n < 20 && (await world.deps.clock.exchangeToday()) < "2026-08-03"; n++)
    await world.settle();
  const rows = await world.deps.db.eodBalance.findMany({
    where: { accountId: upgraded.accountId, businessDate: { gte: new Date("2026-07-16") } },
    orderBy: { businessDate: "asc" },
  });
  const postings = await world.deps.db.interestPosting.findMany({ where: { accountId: upgraded.accountId } });
  const accrued = (kind: "DEBIT" | "CREDIT") =>
    interestPosted(
      rows.flatMap((row) => {
        const day = localDate(row.businessDate.toISOString().slice(0, 10));
        // The last close's balance has the postings in it.
        const own = day === "2026-07-31" ? postings : [];
        const free = own.reduce(
          (sum, one) => (one.kind === "DEBIT" ? sum.plus(one.amount) : sum.minus(one.amount)),
          row.settledCash,
        );
        if (free.lt(0) !== (kind === "DEBIT")) return [];
        const days = daysBetween(day, exchangeCalendar.nextTradingDay(day));
        return [dailyInterest(kind, money(free.abs()), days, day)];
      }),
    ).toFixed(2);
  const posted = (kind: string) => postings.find((one) => one.kind === kind)?.amount.toFixed(2);
  expect(posted("DEBIT")).toBe(accrued("DEBIT"));
  expect(posted("CREDIT")).toBe(accrued("CREDIT"));
  expect(Number(posted("DEBIT"))).toBeGreaterThan(0);
  expect(await world.breaks()).toEqual([]);
});

it("brings the regime along that was set while it was a cash account", async () => {
  await regime("LEGACY_PDT", legacy);
  await regime(null, legacy, "2026-08-10");
  await world.settle();
  // As if it had been set before the firm had given the account its number: the firm has not heard of it.
  await world.database.street.firmAccount.update({
    where: { number: legacy.number },
    data: { marginRegime: null, nextRegime: null, nextRegimeOn: null },
  });
  await upgrade(legacy);
  expect(await firmOf(legacy)).toMatchObject({
    type: "MARGIN",
    marginRegime: "LEGACY_PDT",
    nextRegime: null,
    nextRegimeOn: new Date("2026-08-10"),
  });
  // What falls under the old rule makes no intraday deficit, on either side.
  await world.quote("10.00", "10.02", on("2026-08-03", "10:00"));
  await world.to(on("2026-08-03", "10:01"));
  expect((await legacy.buy("3900", "10.02")).status).toBe("FILLED");
  await world.quote("5.00", "5.02", on("2026-08-03", "11:00"));
  await world.print("5.20", 100, on("2026-08-03", "11:00:01"));
  await world.to(on("2026-08-03", "11:01"));
  expect((await legacy.sell("10", "4.90")).status).toBe("FILLED");
  await world.close("2026-08-03", "5.20");
  expect((await legacy.calls()).map(({ kind }) => kind)).toEqual(["MAINTENANCE"]);
  expect(await world.breaks()).toEqual([]);
});

it("tells the firm at once of a regime that is set while it is a cash account", async () => {
  const third = await world.borrower("20000.00", "INDIVIDUAL_CASH");
  await regime("LEGACY_PDT", third);
  await world.settle();
  expect(await firmOf(third)).toMatchObject({ type: "CASH", nextRegime: "LEGACY_PDT" });
});

it("leaves every invariant as it must be", async () => {
  const { violations } = await verify(world.database.url);
  // These customers' first money was written straight into both books, and no order of theirs went through the outbox.
  expect(violations.filter(({ id }) => !["I1", "I9"].includes(id))).toEqual([]);
});
