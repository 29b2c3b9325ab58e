import { beforeAll, describe, expect, it } from "vitest";
import { instantAt, instantFromIso, localDate, toColumn } from "@/domain/time/instant";
import { venueFeeJournal } from "@/domain/ledger/posting-rules";
import { money } from "@/domain/money/money";
import { submittedApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { postJournals } from "@/server/ledger";
import { decideApplication } from "@/server/onboarding/decide-application";
import { placeOrder } from "@/server/orders";
import { orderInput } from "@/domain/orders/order-input";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, type TestDeps, testDeps } from "@/server/platform/testing/deps";
import { exceptionsReport } from "@/server/reports/exceptions";
import { newAccountsReport } from "@/server/reports/new-accounts";
import { reportFile } from "@/server/reports/report-file";
import { revenueReport } from "@/server/reports/revenue";

const database = await testDatabase();
let deps: TestDeps;
let reviewer: Actor;

beforeAll(async () => {
  deps = testDeps(database);
  deps.clock.set(instantFromIso("2026-11-20T15:00:00Z"));
  reviewer = await createActor(deps.db, { email: "figures@example.com", role: "REVIEWER" }, deps.clock.now());
  const fees = (day: string, amount: string, venue: string) =>
    venueFeeJournal({
      venue,
      day: localDate(day),
      amount: money(amount),
      exchangeAt: instantAt(localDate(day), "16:00"),
    });
  await deps.db.$transaction((tx) =>
    postJournals(tx, [
      fees("2026-10-05", "12.50", "ARCX"),
      fees("2026-10-06", "-2.25", "XNAS"),
      fees("2025-10-06", "9", "XNAS"),
    ]),
  );
});

describe("revenue", () => {
  it("is by line and month of the ledger, with the published years as they are", async () => {
    const report = await revenueReport(deps, { year: 2026 });
    const october = report.months[9];
    expect(Math.abs(Number(october?.lines.venueRebates))).toBe(10.25);
    expect(october?.total).toBe(october?.lines.venueRebates);
    expect(report.months[8]?.total).toBe("0.00");
    expect(report.total.total).toBe(october?.total);
    expect(report.years).toEqual([2026, 2025]);
    expect(report.published).toMatchObject({ growth: "8.2567", printedGrowth: "9.26" });
  });
});

describe("new accounts", () => {
  it("are counted where their owners live", async () => {
    const actor = await createActor(deps.db, { email: "new@example.com" }, deps.clock.now());
    const applicationId = await submittedApplication(deps, actor);
    const decision = { applicationId, decision: "approve", reason: "Papers agree." } as const;
    const { accountId } = await decideApplication(deps, reviewer, decision);
    await deps.db.account.update({
      where: { id: accountId ?? "" },
      data: { openedOn: toColumn(localDate("2026-11-19")), status: "OPEN", number: "RT-1" },
    });
    const report = await newAccountsReport(deps, { year: 2026 });
    const oregon = report.rows.find(({ code }) => code === "OR");
    expect(oregon).toMatchObject({ kind: "STATE", name: "Oregon", total: 1 });
    expect([oregon?.months[10], report.total]).toEqual([1, report.months.reduce((a, b) => a + b, 0)]);
  });
});

describe("exceptions", () => {
  it("are counted by kind and reason, with what is open", async () => {
    const { actor, accountId } = await customerWith(deps, "1");
    const input = {
      accountId,
      clientOrderId: "x",
      symbol: "AAPL",
      side: "BUY",
      type: "LIMIT",
      timeInForce: "DAY",
      quantity: "1",
      limitPrice: "100.00",
    };
    await placeOrder(deps, actor, orderInput.parse(input));
    await deps.db.accountRestriction.create({
      data: {
        id: accountId,
        accountId,
        kind: "NO_BUYS",
        reason: "Looked into.",
        placedAt: new Date(deps.clock.now()),
      },
    });
    const { rows } = await exceptionsReport(deps, { year: 2026 });
    expect(rows.find(({ kind }) => kind === "ORDER_DENIED")).toMatchObject({
      reason: "BUYING_POWER",
      count: 1,
      open: null,
    });
    expect(rows.find(({ kind }) => kind === "RESTRICTED_ACCOUNT")).toMatchObject({
      reason: "NO_BUYS",
      count: 1,
      open: 1,
    });
  });

  it("are a file, and who took it is known", async () => {
    const { name, text } = await reportFile(deps, reviewer, { report: "exceptions", year: 2026 });
    expect(name).toBe("rushtrade-exceptions-2026.csv");
    expect(text).toContain("Orders that we refused,BUYING_POWER,1");
    for (const report of ["volume", "revenue", "new-accounts"] as const)
      expect(
        (await reportFile(deps, reviewer, { report, year: 2026 })).text.split("\r\n").length,
      ).toBeGreaterThan(1);
    expect(await deps.db.auditEvent.count({ where: { action: "report.downloaded" } })).toBe(4);
  });
});
