import { describe, expect, it } from "vitest";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { money } from "@/domain/money/money";
import { type Instant, instantAt, type LocalDate, localDate, localDateOf } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { postJournals } from "@/server/ledger";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";
import { noteCashViolations } from "@/server/risk/note-cash-violations";
import { accountRisk, restrictionOf } from "@/server/risk/queries";

const database = await testDatabase();
const deps = testDeps(database);

/** Monday to Thursday of the clock's week; trades settle on the next of them. */
const [MON, TUE, WED, THU] = ["2026-07-13", "2026-07-14", "2026-07-15", "2026-07-16"].map(localDate) as [
  LocalDate,
  LocalDate,
  LocalDate,
  LocalDate,
];

type Trader = { userId: string; accountId: string };

/** A customer with cash that was released long before the week began. */
async function trader(cash: string): Promise<Trader> {
  const now = deps.clock.now();
  const actor = await createActor(deps.db, { email: `${newId()}@example.com` }, now);
  const { id: accountId } = await createAccount(deps.db, { owner: actor }, now);
  const one = { userId: actor.userId, accountId };
  await pay(one, cash, instantAt(localDate("2026-03-02"), "10:00"));
  return one;
}

/** A deposit that is booked and usable at once. */
async function pay({ accountId }: Trader, amount: string, at: Instant): Promise<void> {
  if (money(amount).isZero()) return;
  const posting = { source: newId(), accountId, amount: money(amount), on: localDateOf(at), exchangeAt: at };
  await postJournals(deps.db, [cashJournal("DEPOSIT", posting), cashJournal("DEPOSIT_RELEASE", posting)]);
}

async function trade(
  { userId, accountId }: Trader,
  side: "BUY" | "SELL",
  symbol: string,
  at: Instant,
  worth = "100",
): Promise<string> {
  const { orderId } = await createFill(deps.db, {
    accountId,
    placedBy: userId,
    execId: newId(),
    symbol,
    side,
    quantity: "100",
    price: worth,
    commission: "0",
    at,
  });
  return orderId;
}

const note = (traders: readonly Trader[], day: LocalDate): Promise<number> =>
  deps.db.$transaction((tx) =>
    noteCashViolations(
      tx,
      deps,
      traders.map(({ accountId }) => accountId),
      day,
    ),
  );
const noted = async ({ accountId }: Trader) =>
  (await accountRisk(deps, { accountId })).violations.map(
    ({ kind, symbol, occurredOn, relievedOn }) => `${kind} ${symbol} ${occurredOn} ${relievedOn}`,
  );

/** Holds 100 XYZ from before, sells them, buys ABC with the proceeds and sells it on the same day. */
async function actInGoodFaith(one: Trader): Promise<void> {
  await trade(one, "BUY", "XYZ", instantAt(localDate("2026-03-03"), "10:00"));
  await trade(one, "SELL", "XYZ", instantAt(MON, "10:00"));
  await trade(one, "BUY", "ABC", instantAt(MON, "11:00"));
  await trade(one, "SELL", "ABC", instantAt(MON, "15:00"));
}

describe("at the end of a day", () => {
  it("a good-faith violation is noted once, with its purchase, and told", async () => {
    const one = await trader("10000");
    await actInGoodFaith(one);
    const [first, again] = [await note([one], MON), await note([one], MON)];
    expect([first, again]).toEqual([1, 0]);
    expect(await noted(one)).toEqual([`GOOD_FAITH ABC ${MON} null`]);
    expect(await note([one], TUE)).toBe(0);
    const entries = await deps.db.auditEvent.findMany({
      where: { subjectId: one.accountId, action: "account.cash_violation" },
    });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.detail).toMatchObject({ kind: "GOOD_FAITH", symbol: "ABC", amount: "10000.00" });
    expect(await restrictionOf(deps.db, one.accountId, TUE)).toBeNull();
  });

  it("nothing is noted of those who paid with settled cash, however they turn it round", async () => {
    const rich = await trader("10000");
    await trade(rich, "BUY", "ABC", instantAt(MON, "10:00"));
    await trade(rich, "SELL", "ABC", instantAt(MON, "11:00"), "101");
    await trade(rich, "BUY", "XYZ", instantAt(MON, "12:00"), "101");
    const patient = await trader("10000");
    await trade(patient, "BUY", "ABC", instantAt(MON, "10:00"));
    await trade(patient, "SELL", "ABC", instantAt(MON, "11:00"));
    await trade(patient, "BUY", "ABC", instantAt(TUE, "10:00"));
    await trade(patient, "SELL", "ABC", instantAt(TUE, "11:00"));
    expect(await note([rich, patient], TUE)).toBe(0);
  });

  it("free-riding restricts the account to settled cash at once, for ninety days", async () => {
    const one = await trader("0");
    const orderId = await trade(one, "BUY", "ABC", instantAt(MON, "10:00"));
    await trade(one, "SELL", "ABC", instantAt(TUE, "10:00"), "105");
    expect(await note([one], TUE)).toBe(1);
    expect(await noted(one)).toEqual([`FREE_RIDING ABC ${TUE} null`]);
    expect(await deps.db.cashViolation.count({ where: { purchaseId: orderId } })).toBe(1);
    expect(await restrictionOf(deps.db, one.accountId, TUE)).toEqual({
      mode: "SETTLED_CASH_ONLY",
      because: "FREE_RIDING",
      from: TUE,
      until: "2026-10-12",
    });
    expect(await restrictionOf(deps.db, one.accountId, MON)).toBeNull();
    expect(await restrictionOf(deps.db, one.accountId, localDate("2026-10-13"))).toBeNull();
  });

  it("a payment in time lifts the restriction, and leaves a good-faith violation", async () => {
    const one = await trader("0");
    await trade(one, "BUY", "ABC", instantAt(MON, "10:00"));
    await trade(one, "SELL", "ABC", instantAt(TUE, "10:00"), "105");
    await note([one], TUE);
    await pay(one, "10000", instantAt(WED, "09:00"));
    expect(await note([one], WED)).toBe(1);
    expect((await noted(one)).sort()).toEqual([
      `FREE_RIDING ABC ${TUE} ${WED}`,
      `GOOD_FAITH ABC ${TUE} null`,
    ]);
    expect(await restrictionOf(deps.db, one.accountId, TUE)).not.toBeNull();
    expect(await restrictionOf(deps.db, one.accountId, WED)).toBeNull();
  });

  it("a liquidation is one that settles too late for the purchase", async () => {
    const one = await trader("10000");
    await trade(one, "BUY", "XYZ", instantAt(localDate("2026-03-03"), "10:00"));
    await trade(one, "BUY", "ABC", instantAt(MON, "10:00"));
    await trade(one, "SELL", "XYZ", instantAt(TUE, "10:00"), "120");
    expect(await note([one], THU)).toBe(1);
    expect(await noted(one)).toEqual([`CASH_LIQUIDATION ABC ${TUE} null`]);
  });

  it("three good-faith violations in twelve months restrict the account", async () => {
    const one = await trader("0");
    const day = { accountId: one.accountId, kind: "GOOD_FAITH", symbol: "ABC", amount: "0" };
    const older = ["2025-11-03", "2026-02-02"].map((text) => ({
      ...day,
      id: newId(),
      purchaseId: newId(),
      occurredOn: new Date(`${text}T00:00:00Z`),
      notedOn: new Date(`${text}T00:00:00Z`),
    }));
    await deps.db.cashViolation.createMany({ data: older });
    await pay(one, "10000", instantAt(localDate("2026-03-02"), "11:00"));
    await actInGoodFaith(one);
    await note([one], MON);
    expect(await restrictionOf(deps.db, one.accountId, MON)).toMatchObject({
      because: "GOOD_FAITH",
      from: MON,
    });
  });

  it("a busted sale is no sale", async () => {
    const one = await trader("0");
    await trade(one, "BUY", "ABC", instantAt(MON, "10:00"));
    const orderId = await trade(one, "SELL", "ABC", instantAt(MON, "11:00"));
    await deps.db.execution.updateMany({ where: { orderId }, data: { bustedAt: new Date(0) } });
    expect(await note([one], MON)).toBe(0);
  });

  it("two runs at the same time note it once, for many accounts together", async () => {
    const traders = await Promise.all(Array.from({ length: 6 }, () => trader("10000")));
    for (const one of traders) await actInGoodFaith(one);
    const counts = await Promise.all([
      note(traders, MON),
      note(traders, MON),
      note([...traders].reverse(), MON),
    ]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    for (const one of traders) expect(await noted(one)).toEqual([`GOOD_FAITH ABC ${MON} null`]);
  });

  it("what was noted cannot be removed", async () => {
    await expect(deps.db.$executeRaw`delete from portal.cash_violation`).rejects.toThrow("append-only");
  });
});
