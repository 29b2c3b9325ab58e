import { beforeAll, describe, expect, it } from "vitest";
import { money, subtract } from "@/domain/money/money";
import { BRIDGE_TERMS } from "@/domain/portfolio/bridge";
import { chainOf } from "@/domain/portfolio/daily-chain";
import { addDays, type LocalDate, localDate, localDateFromColumn, toColumn } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createLongHistory } from "@/prisma/factories/long-history";
import { createActor } from "@/prisma/factories/users";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";
import { keepMissingDays, keepPerformanceDay, rewritePerformance } from "@/server/portfolio";

const database = await testDatabase();
const LAST = localDate("2026-10-30");
let deps: TestDeps;
let accountIds: string[];
let days: LocalDate[];

beforeAll(async () => {
  deps = testDeps(database);
  accountIds = [];
  for (const seed of [1, 2, 3]) {
    const owner = await createActor(deps.db, { email: `long${seed}@example.com` }, deps.clock.now());
    const account = await createAccount(deps.db, { owner }, deps.clock.now());
    accountIds.push(account.id);
    const made = await createLongHistory(deps.db, {
      accountId: account.id,
      placedBy: owner.userId,
      activities: 300,
      years: 0.5,
      symbols: ["AAPL", "MSFT", "SPY", "KO"],
      endsOn: LAST,
      seed,
    });
    days = made.days;
  }
});

const kept = (accountId: string) =>
  deps.db.performanceDay.findMany({ where: { accountId }, orderBy: { day: "asc" } });
const asText = async (accountId: string) => JSON.stringify(await kept(accountId));

describe("a day of an account as one row", () => {
  it("adds up to the equity, to the cent, on every day", async () => {
    for (const accountId of accountIds) {
      const rows = await kept(accountId);
      expect(rows).toHaveLength(days.length);
      for (const row of rows) {
        const { deposits, withdrawals, securitiesTransferred, realised, unrealised } = row;
        const { dividends, interest, taxWithheld, fees, corrections } = row;
        const terms = [
          deposits,
          withdrawals,
          securitiesTransferred,
          realised,
          unrealised,
          dividends,
          interest,
        ];
        const all = [...terms, taxWithheld, fees, corrections];
        expect(all).toHaveLength(BRIDGE_TERMS.length);
        expect(all.reduce((sum, term) => sum.plus(term)).toFixed(2)).toBe(row.equity.toFixed(2));
      }
    }
  });

  it("knows what open lots cost, and chains returns as the domain does", async () => {
    for (const accountId of accountIds) {
      const rows = await kept(accountId);
      const lots = await deps.db.taxLot.aggregate({ where: { accountId }, _sum: { openCost: true } });
      expect(rows.at(-1)?.openCost.toFixed(2)).toBe(lots._sum.openCost?.toFixed(2));
      const chain = chainOf({
        from: addDays(days[0] ?? LAST, -1),
        opening: money("0"),
        days: rows.map((row) => ({
          day: localDateFromColumn(row.day),
          inflow: money(row.inflow),
          outflow: money(row.outflow),
          equity: money(row.equity),
        })),
      });
      if (!chain.known) throw new Error(chain.reason);
      for (const [n, day] of chain.value.days.entries()) {
        expect(Math.abs((rows[n]?.growth ?? 0) / day.index - 1)).toBeLessThan(1e-12);
        expect(rows[n]?.daysAtWork).toBe(n + 1);
      }
    }
  });

  it("is the same kept day by day, reckoned anew from any day, or found missing", async () => {
    const before = await Promise.all(accountIds.map(asText));
    const [first = "", second = ""] = accountIds;
    await rewritePerformance(deps.db, [first], days[40] ?? LAST);
    expect(await asText(first)).toBe(before[0]);
    await deps.db.performanceDay.deleteMany({ where: { day: { gt: toColumn(days[60] ?? LAST) } } });
    for (const day of days.slice(61)) await deps.db.$transaction((tx) => keepPerformanceDay(tx, day));
    expect(await Promise.all(accountIds.map(asText))).toEqual(before);
    await deps.db.performanceDay.deleteMany({ where: { day: toColumn(LAST) } });
    await deps.db.performanceDay.deleteMany({ where: { accountId: second } });
    await deps.db.$transaction((tx) => keepPerformanceDay(tx, LAST));
    expect(await Promise.all(accountIds.map(asText))).toEqual(before);
  });

  it("is found missing at the start of a portal that did not keep any", async () => {
    const before = await Promise.all(accountIds.map(asText));
    await deps.db.performanceDay.deleteMany({ where: { accountId: { in: accountIds.slice(1) } } });
    expect(await keepMissingDays(deps)).toBe(2);
    expect(await keepMissingDays(deps)).toBe(0);
    expect(await Promise.all(accountIds.map(asText))).toEqual(before);
  });

  it("puts a day that comes late in its place", async () => {
    const [first = ""] = accountIds;
    const before = await asText(first);
    const late = toColumn(days[30] ?? LAST);
    const where = { accountId_businessDate: { accountId: first, businessDate: late } };
    const balance = await deps.db.eodBalance.findUniqueOrThrow({ where });
    await deps.db.eodBalance.delete({ where });
    await rewritePerformance(deps.db, [first], days[30] ?? LAST);
    const gap = await kept(first);
    expect(gap).toHaveLength(days.length - 1);
    expect(subtract(money(gap.at(-1)?.deposits ?? "0"), money(gap.at(-1)?.fees ?? "0")).gt(0)).toBe(true);
    await deps.db.eodBalance.create({ data: balance });
    await deps.db.$transaction((tx) => keepPerformanceDay(tx, days[30] ?? LAST));
    expect(await asText(first)).toBe(before);
  });
});
