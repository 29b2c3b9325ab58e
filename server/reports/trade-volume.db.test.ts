import { beforeAll, describe, expect, it } from "vitest";
import {
  instantAt,
  instantFromIso,
  type LocalDate,
  localDate,
  toColumn,
  toDate,
} from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";
import { tradeVolume } from "@/server/reports/trade-volume";

const database = await testDatabase();
let deps: TestDeps;
let accountId: string;
let userId: string;

/** Books of one day: as many accounts as given, with this equity each; only the first is a real one. */
async function books(day: LocalDate, equities: readonly string[], status = "IMPORTED"): Promise<void> {
  await deps.db.eodImport.create({
    data: { businessDate: toColumn(day), status, detail: {}, importedAt: toDate(deps.clock.now()) },
  });
  if (status !== "IMPORTED") return;
  await deps.db.eodBalance.createMany({
    data: equities.map((equity, index) => ({
      accountId: index === 0 ? accountId : `00000000-0000-4000-8000-00000000000${index}`,
      businessDate: toColumn(day),
      settledCash: equity,
      unsettledCash: "0",
      uncollected: "0",
      positionValue: "0",
      equity,
      netDeposits: "0",
    })),
  });
}

const fill = (execId: string, day: string, quantity: string, orderId?: string) =>
  createFill(deps.db, {
    accountId,
    placedBy: userId,
    orderId,
    execId,
    symbol: "BAC",
    side: "BUY",
    quantity,
    price: "10",
    at: instantAt(localDate(day), "10:00"),
  });

beforeAll(async () => {
  deps = testDeps(database);
  deps.clock.set(instantFromIso("2026-11-20T15:00:00Z"));
  const owner = await createActor(deps.db, { email: "volume@example.com" }, deps.clock.now());
  const account = await createAccount(deps.db, { owner }, deps.clock.now());
  [accountId, userId] = [account.id, owner.userId];
  await books(localDate("2025-10-30"), ["1"]);
  await books(localDate("2025-10-31"), ["1000.50"]);
  await books(localDate("2026-10-29"), ["5000", "5000"]);
  await books(localDate("2026-10-30"), ["1500.25", "501.75", "-1"]);
  await books(localDate("2026-11-19"), ["2000"]);
  await books(localDate("2026-11-20"), [], "REFUSED");
  await fill("p1", "2025-10-06", "100");
  // One order on two days is two trades; two fills of one day are one.
  const { orderId } = await fill("c1", "2026-10-06", "100");
  await fill("c2", "2026-10-06", "50", orderId);
  await fill("c3", "2026-10-07", "150", orderId);
  const busted = await fill("c4", "2026-10-07", "999");
  await deps.db.execution.update({
    where: { id: busted.executionId },
    data: { bustedAt: new Date("2026-10-08T00:00:00Z") },
  });
});

describe("the trade volume report", () => {
  it("has accounts and assets of each month's last books, and trades and shares of the whole month", async () => {
    const report = await tradeVolume(deps, {});
    expect([report.year, report.years, report.asOf]).toEqual([2026, [2026, 2025], "2026-11-19"]);
    const october = report.months[9];
    expect(october).toEqual({
      month: "2026-10",
      current: { accounts: 3, assets: "2001", trades: 2, shares: "300", asOf: "2026-10-30" },
      previous: { accounts: 1, assets: "1000.5", trades: 1, shares: "100", asOf: "2025-10-31" },
      growth: { accounts: "2", assets: "1", trades: "1", shares: "2" },
      isRunning: false,
    });
    expect(report.months[10]).toMatchObject({
      current: { accounts: 1, assets: "2000", trades: 0 },
      previous: null,
      isRunning: true,
    });
    expect(report.months[11]).toMatchObject({ current: null, growth: { trades: null } });
  });

  it("stays with the year of the latest books until the new one has some", async () => {
    const before = await deps.clock.exchangeNow();
    deps.clock.set(instantFromIso("2027-01-04T15:00:00Z"));
    const report = await tradeVolume(deps, {});
    expect([report.year, report.years]).toEqual([2026, [2027, 2026, 2025]]);
    deps.clock.set(before);
  });

  it("can be asked for another year", async () => {
    const report = await tradeVolume(deps, { year: 2025 });
    expect(report.months[9]).toMatchObject({ current: { trades: 1 }, previous: null });
    expect((await tradeVolume(deps, { year: 2004 })).months.every((row) => row.current === null)).toBe(true);
  });
});
