import { describe, expect, it } from "vitest";
import { cashJournal, tradeJournal } from "@/domain/ledger/posting-rules";
import { money, notional, price, quantity, ZERO } from "@/domain/money/money";
import { orderInput } from "@/domain/orders/order-input";
import { type LocalDate, localDateOf, plus, toColumn } from "@/domain/time/instant";
import { createFill } from "@/prisma/factories/fills";
import { postJournals } from "@/server/ledger";
import { markAccounts } from "@/server/margin";
import { routeOrders } from "@/server/orders";
import { cancelOrder } from "@/server/orders/cancel-order";
import { placeOrder } from "@/server/orders/place-order";
import { previewOrder } from "@/server/orders/preview-order";
import { unaskedLimits } from "@/server/orders/testing/steered-world";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, TEST_NOON, testDeps } from "@/server/platform/testing/deps";
import { setAccountLimits } from "@/server/risk";

const database = await testDatabase();
const deps = testDeps(database);
const today = localDateOf(TEST_NOON);

async function borrower(cash: string, regime: "LEGACY_PDT" | "INTRADAY_MARGIN" | null = null) {
  const who = await customerWith(deps, cash, "INDIVIDUAL_MARGIN");
  await setAccountLimits(deps, who.actor, { ...unaskedLimits(who.accountId), marginRegime: regime });
  const input = (more: Record<string, unknown>) =>
    orderInput.parse({
      accountId: who.accountId,
      clientOrderId: newId(),
      symbol: "AAPL",
      side: "BUY",
      type: "LIMIT",
      timeInForce: "DAY",
      quantity: "100",
      limitPrice: "100.00",
      ...more,
    });
  return {
    ...who,
    place: (more: Record<string, unknown> = {}) => placeOrder(deps, who.actor, input(more)),
    preview: (more: Record<string, unknown> = {}) => previewOrder(deps, who.actor, input(more)),
    row: () => deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } }),
  };
}
const statuses = (views: readonly { status: string }[]) =>
  Object.fromEntries(
    [...new Set(views.map(({ status }) => status))].map((status) => [
      status,
      views.filter((view) => view.status === status).length,
    ]),
  );

/** What 100 at 100.00 hold: the cost with its commission of $1; of it 7,000 are lent at the house's 30%. */
const COST = 10_001;
const NEED = COST - 7_000;

describe("buying on margin", () => {
  it("makes exactly ten of 200 parallel orders against buying power for ten", async () => {
    const who = await borrower(String(10 * NEED));
    const views = await Promise.all(Array.from({ length: 200 }, () => who.place()));
    expect(statuses(views)).toEqual({ PENDING_NEW: 10, DENIED: 190 });
    const refused = views.find(({ status }) => status === "DENIED");
    expect(refused?.reasons[0]?.code).toBe("MARGIN_BUYING_POWER");
    const row = await who.row();
    expect([row.reserved, row.pendingLoan, row.pendingOpening].map(Number)).toEqual([
      10 * COST,
      70_000,
      50_000,
    ]);
  });

  it("measures by what is held, at the market of the moment, and marks anew when marks are old", async () => {
    const who = await borrower("0");
    // 1,000 AAPL bought with nothing but a debit of 100,000: the market of this instant says what they are worth.
    const at = deps.market.last("AAPL", TEST_NOON);
    const last = money((at?.price ?? 0) / 10_000);
    const posting = {
      executionId: newId(),
      accountId: who.accountId,
      side: "BUY" as const,
      symbol: "AAPL",
      shares: quantity("1000"),
      gross: notional(quantity("1000"), price("100")),
      commission: ZERO,
      regulatoryFees: ZERO,
      tradeDate: today,
      settlementDate: today,
      exchangeAt: TEST_NOON,
    };
    await postJournals(deps.db, [tradeJournal(posting)]);
    expect((await who.row()).markedAt).toBeNull();
    const excess = last.times(1000).times("0.7").minus(100_000).toNumber();
    const fits = Math.floor(excess / NEED);
    const views = await Promise.all(Array.from({ length: fits + 5 }, () => who.place()));
    expect(statuses(views)).toEqual({ PENDING_NEW: fits, DENIED: 5 });
    const row = await who.row();
    expect(Number(row.longValue)).toBeCloseTo(last.times(1000).toNumber(), 2);
    expect(row.markedAt?.getTime()).toBe(TEST_NOON);
  });

  it("stays exact while the account is marked and paid into at the same moment", async () => {
    const who = await borrower(String(5 * NEED));
    const pay = (n: number) => {
      const posting = {
        source: `${who.accountId} ${n}`,
        accountId: who.accountId,
        amount: money(String(NEED)),
        on: today,
        exchangeAt: TEST_NOON,
      };
      return postJournals(deps.db, [
        cashJournal("DEPOSIT", posting),
        cashJournal("DEPOSIT_RELEASE", posting),
      ]);
    };
    const mark = () => deps.db.$transaction((tx) => markAccounts(tx, deps, [who.accountId], TEST_NOON));
    // Each payment drops the marks, so orders are refused, mark anew and look again, all at once.
    for (let round = 0; round < 5; round++)
      await Promise.all([pay(round), mark(), ...Array.from({ length: 6 }, () => who.place())]);
    await Promise.all(Array.from({ length: 10 }, () => who.place()));
    const row = await who.row();
    expect([row.settled, row.reserved, row.pendingLoan].map(Number)).toEqual([10 * NEED, 10 * COST, 70_000]);
  });

  it("gives back what was lent for an order that is cancelled", async () => {
    const who = await borrower("20000");
    const order = await who.place();
    await cancelOrder(deps, who.actor, { orderId: order.id });
    await routeOrders(deps);
    const row = await who.row();
    expect([row.reserved, row.pendingLoan, row.pendingOpening].map(Number)).toEqual([0, 0, 0]);
  });

  it("lends nothing below $2,000 of equity, and lets free cash buy", async () => {
    const who = await borrower("1999.99");
    const refused = await who.place({ quantity: "20" });
    expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "BUYING_POWER"]);
    expect(refused.reasons[0]?.message).toContain("Nothing is lent below $2,000.00 of equity.");
    expect((await who.place({ quantity: "19" })).status).toBe("PENDING_NEW");
  });

  it("lends nothing on what is no margin security", async () => {
    const who = await borrower("10000");
    const otc = { symbol: "RSHF", limitPrice: "0.10", quantity: "50000" };
    expect((await who.place(otc)).reasons.map(({ code }) => code)).toEqual([]);
    const row = await who.row();
    expect(Number(row.pendingLoan)).toBe(0);
    expect(Number(row.pendingOpening)).toBe(5_000);
  });

  it("keeps a cash account from all of it", async () => {
    const { actor, accountId } = await customerWith(deps, "10001");
    const input = orderInput.parse({
      accountId,
      clientOrderId: "cash",
      symbol: "AAPL",
      side: "BUY",
      type: "LIMIT",
      timeInForce: "DAY",
      quantity: "100",
      limitPrice: "100.00",
    });
    const order = await placeOrder(deps, actor, input);
    const row = await deps.db.order.findUniqueOrThrow({ where: { id: order.id } });
    expect([order.status, row.holdCash.toFixed(), row.holdLoan.toFixed()]).toEqual([
      "PENDING_NEW",
      "10001",
      "0",
    ]);
  });
});

describe("the regime of the day", () => {
  /** What the clearing firm stated at the close before. */
  const stated = (accountId: string, day: LocalDate, equity: string, sma: string) =>
    deps.db.marginFigure.create({
      data: {
        accountId,
        businessDate: toColumn(day),
        longMarketValue: "0",
        equity,
        debit: "0",
        initialRequirement: "0",
        maintenanceRequirement: "0",
        sma,
      },
    });
  const yesterday = "2026-07-13" as LocalDate;

  it("lets intraday margin carry what the old rule's special memorandum account does not", async () => {
    const [modern, old] = [await borrower("30000"), await borrower("30000", "LEGACY_PDT")];
    for (const who of [modern, old]) await stated(who.accountId, yesterday, "30000", "30000");
    const big = { quantity: "700" };
    expect((await modern.place(big)).status).toBe("PENDING_NEW");
    const refused = await old.place(big);
    expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "MARGIN_BUYING_POWER"]);
    expect((await old.place({ quantity: "600" })).status).toBe("PENDING_NEW");
    // The firm changes over: the same order by the new rule, from the next order on.
    await setAccountLimits(deps, old.actor, unaskedLimits(old.accountId));
    expect((await old.place({ quantity: "100" })).status).toBe("PENDING_NEW");
  });

  it("gives a pattern day trader four times the excess of the close before, and none below $25,000", async () => {
    const [rich, poor] = [await borrower("40000", "LEGACY_PDT"), await borrower("20000", "LEGACY_PDT")];
    await stated(rich.accountId, yesterday, "40000", "40000");
    await stated(poor.accountId, yesterday, "20000", "20000");
    for (const who of [rich, poor])
      for (let n = 0; n < 4; n++)
        for (const side of ["BUY", "SELL"] as const)
          await createFill(deps.db, {
            accountId: who.accountId,
            placedBy: who.actor.userId,
            execId: `${who.accountId}-${n}-${side}`,
            symbol: "MSFT",
            side,
            quantity: "1",
            price: "100",
            at: plus(TEST_NOON, -3_600_000 + n * 60_000 + (side === "BUY" ? 0 : 30_000)),
          });
    expect((await rich.place({ quantity: "1200" })).status).toBe("PENDING_NEW");
    expect((await poor.place({ quantity: "10" })).reasons[0]?.code).toBe("MARGIN_BUYING_POWER");
  });
});

it("says before an order what it would leave", async () => {
  const who = await borrower("30000");
  await deps.db.$transaction((tx) => markAccounts(tx, deps, [who.accountId], TEST_NOON));
  const preview = await who.preview({ quantity: "500" });
  expect(preview.reasons).toEqual([]);
  expect(preview.margin).toMatchObject({
    initialRequirement: "25000.00",
    maintenanceRequirement: "15000.00",
    excess: "30000.00",
    excessAfter: "14997.50",
  });
  const tooMuch = await who.preview({ quantity: "1500" });
  expect(tooMuch.reasons.map(({ code }) => code)).toEqual(["MARGIN_BUYING_POWER"]);
});
