import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransferInput } from "@/domain/funding/inputs";
import {
  FIRM_TRANSFER_EVENTS,
  type FirmTransferEvent,
  TRANSFER_STEPS,
} from "@/domain/funding/transfer-machine";
import { money } from "@/domain/money/money";
import { createOpenOrder } from "@/prisma/factories/orders";
import { applyCashEvent } from "@/server/funding/apply-cash-event";
import { deposit } from "@/server/funding/deposit";
import { listTransfers, transferLimits } from "@/server/funding/queries";
import { clockAt, DATES, firmSays, FRIDAY, linkedSaver, type Saver } from "@/server/funding/testing/saver";
import { withdraw } from "@/server/funding/withdraw";
import { cashOf } from "@/server/ledger";
import type { Deps } from "@/server/platform/deps";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
let nudges = 0;
const deps: Deps = {
  ...testDeps(database),
  clock: clockAt(FRIDAY),
  nudge: () => {
    nudges++;
  },
};

type Customer = Saver & { bankLinkId: string };
const customer = (): Promise<Customer> => linkedSaver(deps);
const hear = (id: string, amount: string, ...kinds: FirmTransferEvent[]) =>
  firmSays(deps, id, amount, ...kinds);

const ask = (who: Customer, amount: string, clientTransferId: string = randomUUID()): TransferInput => ({
  accountId: who.accountId,
  bankLinkId: who.bankLinkId,
  clientTransferId,
  amount: money(amount),
});

/** Gives a customer cash that may be used and withdrawn, by a deposit long ago. */
async function withCash(amount: string): Promise<Customer> {
  const who = await customer();
  const { id } = await deposit(deps, who.actor, ask(who, amount));
  await hear(id, amount, "ACCEPT", "POST", "RELEASE");
  await deps.db.transfer.update({
    where: { id },
    data: { withdrawableOn: new Date("2026-11-19T00:00:00Z") },
  });
  return who;
}

const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === "fulfilled" ? "OK" : String((result.reason as { code?: string }).code);

const tally = (results: PromiseSettledResult<unknown>[]) =>
  results
    .map(codeOf)
    .reduce<Record<string, number>>((sum, code) => ({ ...sum, [code]: (sum[code] ?? 0) + 1 }), {});

describe("asking for a deposit", () => {
  it("writes the transfer, its timeline, the instruction and the audit together, and nudges", async () => {
    const who = await customer();
    const before = nudges;
    const view = await deposit(deps, who.actor, ask(who, "1000.50"));
    expect(view).toMatchObject({
      direction: "DEPOSIT",
      status: "REQUESTED",
      amount: "1000.50",
      settlesOn: null,
    });
    expect(view.timeline).toEqual([{ status: "REQUESTED", note: expect.any(String), at: FRIDAY }]);
    const sent = await deps.db.outbox.findMany({ where: { party: "CLEARING" } });
    expect(sent.map((row) => row.payload)).toContainEqual({
      kind: "MOVE_CASH",
      transferId: view.id,
      accountNumber: expect.stringMatching(/^RT-/),
      direction: "DEPOSIT",
      amount: "1000.50",
      bankReference: who.bankLinkId,
    });
    expect(
      await deps.db.auditEvent.count({ where: { subjectId: view.id, action: "deposit.requested" } }),
    ).toBe(1);
    expect(nudges).toBe(before + 1);
    expect((await cashOf(deps.db, who.accountId)).total.isZero()).toBe(true);
  });

  it("makes one of fifty at the same time under one id", async () => {
    const who = await customer();
    const views = await Promise.all(
      Array.from({ length: 50 }, () => deposit(deps, who.actor, ask(who, "500", "same"))),
    );
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(await deps.db.transfer.count({ where: { accountId: who.accountId } })).toBe(1);
    const orders = await deps.db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from portal.outbox where payload->>'transferId' = ${views[0]?.id}`;
    expect(orders[0]?.n).toBe(1);
  });

  it("refuses the same id for other terms", async () => {
    const who = await withCash("1000");
    await deposit(deps, who.actor, ask(who, "500", "taken"));
    for (const other of [
      () => deposit(deps, who.actor, ask(who, "500.01", "taken")),
      () => withdraw(deps, who.actor, ask(who, "500", "taken")),
      () => deposit(deps, who.actor, { ...ask(who, "500", "taken"), bankLinkId: randomUUID() }),
    ])
      await expect(other()).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("keeps to the limits of a day however many ask at once", async () => {
    const who = await customer();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => deposit(deps, who.actor, ask(who, "30000"))),
    );
    expect(tally(results)).toEqual({ OK: 3, AMOUNT_OVER_LIMIT: 17 });
    await expect(deposit(deps, who.actor, ask(who, "10000"))).resolves.toBeDefined();
    await expect(deposit(deps, who.actor, ask(who, "1"))).rejects.toMatchObject({
      code: "AMOUNT_OVER_LIMIT",
      fields: [{ path: "amount", message: "Transfers of one day can be at most $100,000.00 together." }],
    });
    expect((await transferLimits(deps, who.actor, who)).leftToday).toEqual({
      DEPOSIT: "0.00",
      WITHDRAWAL: "100000.00",
    });
  });

  it("counts by the exchange's day, and not what was refused", async () => {
    const who = await customer();
    const first = await deposit(deps, who.actor, ask(who, "50000"));
    await deposit(deps, who.actor, ask(who, "50000"));
    await expect(deposit(deps, who.actor, ask(who, "5"))).rejects.toMatchObject({
      code: "AMOUNT_OVER_LIMIT",
    });
    await hear(first.id, "50000", "REFUSE");
    await expect(deposit(deps, who.actor, ask(who, "5"))).resolves.toBeDefined();
    const tomorrow = { ...deps, clock: clockAt("2026-11-21T05:00:00Z") };
    await expect(deposit(tomorrow, who.actor, ask(who, "50000"))).resolves.toMatchObject({
      status: "REQUESTED",
    });
  });

  it("counts the month, and goes by the account's own caps from their day on", async () => {
    const who = await customer();
    const caps = { accountId: who.accountId, method: "ACH", perDay: "500000" };
    const from = (day: string) => new Date(`${day}T00:00:00Z`);
    await deps.db.transferLimit.createMany({
      data: [
        { ...caps, fromDay: from("2026-11-01"), perTransfer: "80000", perMonth: "120000" },
        { ...caps, fromDay: from("2026-11-21"), perTransfer: "5", perMonth: "5" },
      ],
    });
    await expect(deposit(deps, who.actor, ask(who, "80000"))).resolves.toBeDefined();
    await expect(deposit(deps, who.actor, ask(who, "40000.01"))).rejects.toMatchObject({
      message: "Transfers of one month can be at most $120,000.00 together.",
    });
    expect(await transferLimits(deps, who.actor, who)).toMatchObject({
      perTransfer: "80000.00",
      perMonth: "120000.00",
      leftToday: { DEPOSIT: "40000.00" },
    });
    const nextMonth = { ...deps, clock: clockAt("2026-12-01T15:00:00Z") };
    await expect(deposit(nextMonth, who.actor, ask(who, "5.01"))).rejects.toMatchObject({
      message: "One transfer can be at most $5.00.",
    });
    await expect(deposit(nextMonth, who.actor, ask(who, "5"))).resolves.toBeDefined();
  });

  it.each([
    ["50000.01", "One transfer can be at most $50,000.00."],
    ["0.99", "The smallest transfer is $1.00."],
  ])("refuses %s", async (amount, message) => {
    const who = await customer();
    await expect(deposit(deps, who.actor, ask(who, amount))).rejects.toMatchObject({ message });
    expect(await deps.db.transfer.count({ where: { accountId: who.accountId } })).toBe(0);
  });

  it("needs an account that is open or restricted, and a bank account that the bank confirmed", async () => {
    const who = await customer();
    for (const [status, answer] of [
      ["CLOSED", "ACCOUNT_NOT_OPEN"],
      ["OPENING", "ACCOUNT_NOT_OPEN"],
      ["RESTRICTED", "OK"],
    ] as const) {
      await deps.db.account.update({ where: { id: who.accountId }, data: { status } });
      expect(tally(await Promise.allSettled([deposit(deps, who.actor, ask(who, "5"))]))).toEqual({
        [answer]: 1,
      });
    }
    for (const status of ["PENDING", "REFUSED"]) {
      await deps.db.bankLink.update({ where: { id: who.bankLinkId }, data: { status } });
      await expect(deposit(deps, who.actor, ask(who, "5"))).rejects.toMatchObject({
        code: "BANK_LINK_REFUSED",
      });
    }
  });

  it("knows nothing of other people's accounts and banks", async () => {
    const [mine, theirs] = [await customer(), await customer()];
    for (const strange of [
      () => deposit(deps, mine.actor, ask(theirs, "5")),
      () => withdraw(deps, mine.actor, ask(theirs, "5")),
      () => deposit(deps, mine.actor, { ...ask(mine, "5"), bankLinkId: theirs.bankLinkId }),
      () => listTransfers(deps, mine.actor, { accountId: theirs.accountId }),
      () => transferLimits(deps, mine.actor, { accountId: theirs.accountId }),
      () => deposit(deps, mine.actor, { ...ask(mine, "5"), accountId: randomUUID() }),
    ])
      await expect(strange()).rejects.toMatchObject({ code: "NOT_FOUND" });
    const one = await deposit(deps, theirs.actor, ask(theirs, "5"));
    await expect(
      listTransfers(deps, mine.actor, { accountId: mine.accountId, cursor: one.id }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("asking for a withdrawal", () => {
  it("never takes more than there is, however many ask at once", async () => {
    const who = await withCash("1000");
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => withdraw(deps, who.actor, ask(who, "150"))),
    );
    expect(tally(results)).toEqual({ OK: 6, INSUFFICIENT_FUNDS: 14 });
    const cash = await cashOf(deps.db, who.accountId);
    expect(cash.reserved.toFixed()).toBe("900");
    expect(cash.available.toFixed()).toBe("100");
    expect(
      await deps.db.transfer.count({ where: { accountId: who.accountId, direction: "WITHDRAWAL" } }),
    ).toBe(6);
  });

  it("leaves young deposits where they are", async () => {
    const who = await withCash("1000");
    const young = await deposit(deps, who.actor, ask(who, "400"));
    await hear(young.id, "400", "ACCEPT", "POST", "RELEASE");
    expect(await transferLimits(deps, who.actor, who)).toMatchObject({
      available: "1400.00",
      withdrawable: "1000.00",
    });
    await expect(withdraw(deps, who.actor, ask(who, "1000.01"))).rejects.toMatchObject({
      code: "INSUFFICIENT_FUNDS",
    });
    await expect(withdraw(deps, who.actor, ask(who, "1000"))).resolves.toMatchObject({ status: "REQUESTED" });
    expect(await transferLimits(deps, who.actor, who)).toMatchObject({
      available: "400.00",
      withdrawable: "0.00",
    });
  });

  it("holds until the money has left", async () => {
    const who = await withCash("1000");
    const { id } = await withdraw(deps, who.actor, ask(who, "300"));
    await hear(id, "300", "ACCEPT");
    expect((await cashOf(deps.db, who.accountId)).reserved.toFixed()).toBe("300");
    await hear(id, "300", "PAY");
    const cash = await cashOf(deps.db, who.accountId);
    expect([cash.settled.toFixed(), cash.reserved.toFixed()]).toEqual(["700", "0"]);
    const [view] = (await listTransfers(deps, who.actor, who)).transfers;
    expect(view).toMatchObject({ status: "COMPLETED", settlesOn: "2026-11-23" });
    expect(view?.timeline.map((line) => line.status)).toEqual(["REQUESTED", "INSTRUCTED", "COMPLETED"]);
  });

  it.each([[["REFUSE"]], [["ACCEPT", "REFUSE"]]] as [FirmTransferEvent[]][])(
    "gives the hold back after %j",
    async (kinds) => {
      const who = await withCash("1000");
      const { id } = await withdraw(deps, who.actor, ask(who, "300"));
      await hear(id, "300", ...kinds);
      const cash = await cashOf(deps.db, who.accountId);
      expect([cash.settled.toFixed(), cash.reserved.toFixed()]).toEqual(["1000", "0"]);
    },
  );

  it("is refused to a restricted account", async () => {
    const who = await withCash("1000");
    await deps.db.account.update({ where: { id: who.accountId }, data: { status: "RESTRICTED" } });
    await expect(withdraw(deps, who.actor, ask(who, "1"))).rejects.toMatchObject({
      code: "ACCOUNT_NOT_OPEN",
    });
    expect((await cashOf(deps.db, who.accountId)).reserved.isZero()).toBe(true);
  });
});

describe("what the clearing firm says", () => {
  it("moves a deposit through its days and tells the customer each time", async () => {
    const who = await customer();
    const { id } = await deposit(deps, who.actor, ask(who, "2500"));
    const seen: string[] = [];
    for (const kind of ["ACCEPT", "POST", "RELEASE"] as const) {
      await hear(id, "2500.00", kind);
      const { uncollected, settled } = await cashOf(deps.db, who.accountId);
      seen.push(`${uncollected.toFixed()} ${settled.toFixed()}`);
    }
    expect(seen).toEqual(["0 0", "2500 0", "0 2500"]);
    const [view] = (await listTransfers(deps, who.actor, who)).transfers;
    expect(view).toMatchObject({ status: "AVAILABLE", ...DATES });
    expect(view?.timeline[1]?.note).toContain("usable for trading on Wed 25 Nov");
  });

  const restrictionsOf = async (accountId: string) =>
    (await deps.db.accountRestriction.findMany({ where: { accountId }, orderBy: { kind: "asc" } })).map(
      ({ kind, reason }) => [kind, reason],
    );

  it("takes back what was not yet usable, and blocks withdrawals until somebody has looked", async () => {
    const who = await withCash("100");
    const { id } = await deposit(deps, who.actor, ask(who, "2500"));
    await hear(id, "2500", "ACCEPT", "POST", "RETURN");
    const cash = await cashOf(deps.db, who.accountId);
    expect([cash.uncollected.toFixed(), cash.settled.toFixed()]).toEqual(["0", "100"]);
    const [view] = (await listTransfers(deps, who.actor, who)).transfers;
    expect(view).toMatchObject({
      status: "RETURNED",
      returnCode: "R01",
      returnMeaning: expect.stringContaining("not enough money"),
      heldBy: expect.stringContaining("It is back at"),
    });
    expect(await restrictionsOf(who.accountId)).toEqual([
      ["NO_WITHDRAWALS", "A deposit of $2,500.00 was returned by the bank (R01)."],
    ]);
    await expect(withdraw(deps, who.actor, ask(who, "1"))).rejects.toMatchObject({
      code: "ACCOUNT_NOT_OPEN",
    });
    await expect(deposit(deps, who.actor, ask(who, "1"))).resolves.toMatchObject({ status: "REQUESTED" });
  });

  it("leaves a debit with a sentence, and nothing but selling, when money comes back that was used", async () => {
    const who = await withCash("1000");
    const [{ id } = { id: "" }] = (await listTransfers(deps, who.actor, who)).transfers;
    await withdraw(deps, who.actor, ask(who, "300"));
    const now = deps.clock.now();
    const [buy, sale] = [
      await createOpenOrder(deps.db, { ...who, side: "BUY" }, now),
      await createOpenOrder(deps.db, { ...who, side: "SELL" }, now),
    ];
    await hear(id, "1000", "RETURN");
    const statusOf = async (orderId: string) =>
      (await deps.db.order.findUniqueOrThrow({ where: { id: orderId } })).status;
    expect([await statusOf(buy), await statusOf(sale)]).toEqual(["PENDING_CANCEL", "NEW"]);
    const cash = await cashOf(deps.db, who.accountId);
    expect(cash.available.toFixed()).toBe("-300");
    expect(await restrictionsOf(who.accountId)).toEqual([
      [
        "LIQUIDATE_ONLY",
        "A deposit was returned by the bank (R01) after it had been used: the account owes $300.00.",
      ],
      ["NO_WITHDRAWALS", "A deposit of $1,000.00 was returned by the bank (R01)."],
    ]);
    const row = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } });
    expect([row.tradingBlock, row.withdrawalsBlocked]).toEqual(["BUYS", true]);
  });

  it("gives a withdrawal back that the bank could not deliver, and stops the link where the code says so", async () => {
    const who = await withCash("1000");
    const { id } = await withdraw(deps, who.actor, ask(who, "300"));
    await hear(id, "300", "ACCEPT", "PAY");
    await deps.db.$transaction((tx) =>
      applyCashEvent(tx, deps, {
        kind: "CASH_RETURNED",
        transferId: id,
        amount: "300",
        code: "R02",
        at: FRIDAY,
      }),
    );
    const cash = await cashOf(deps.db, who.accountId);
    expect([cash.settled.toFixed(), cash.reserved.toFixed()]).toEqual(["1000", "0"]);
    expect(await restrictionsOf(who.accountId)).toEqual([]);
    const link = await deps.db.bankLink.findUniqueOrThrow({ where: { id: who.bankLinkId } });
    expect([link.status, link.reason]).toEqual(["STOPPED", "The bank account has been closed. (R02)"]);
    await expect(deposit(deps, who.actor, ask(who, "1"))).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
    });
  });

  it("is set aside and audited where it makes no sense, and stops nothing behind it", async () => {
    const who = await customer();
    const { id } = await deposit(deps, who.actor, ask(who, "10"));
    const unknown = randomUUID();
    await hear(unknown, "10", "ACCEPT");
    await hear(id, "10", "POST", "RELEASE", "PAY", "RETURN");
    await hear(id, "11", "ACCEPT", "POST");
    const row = await deps.db.transfer.findUniqueOrThrow({ where: { id }, include: { events: true } });
    expect([row.status, row.events.length]).toEqual(["INSTRUCTED", 2]);
    expect((await cashOf(deps.db, who.accountId)).total.isZero()).toBe(true);
    const aside = await deps.db.auditEvent.findMany({
      where: { action: "cash_event.set_aside", subjectId: { in: [id, unknown] } },
    });
    expect(aside.map((event) => (event.detail as { why: string }).why).sort()).toEqual([
      ...Array(4).fill("a DEPOSIT that is REQUESTED cannot do this"),
      "the transfer is over 10.00, not 11",
      "the transfer is unknown",
    ]);
  });

  it("keeps the books right after every history", async () => {
    const history = fc.array(fc.constantFrom(...FIRM_TRANSFER_EVENTS), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom("DEPOSIT", "WITHDRAWAL"), async (kinds, direction) => {
        const who = await withCash("100");
        const { id } = await (direction === "DEPOSIT" ? deposit : withdraw)(deps, who.actor, ask(who, "40"));
        for (const kind of kinds) {
          const { status } = await deps.db.transfer.findUniqueOrThrow({ where: { id } });
          await hear(id, "40", kind);
          const after = await deps.db.transfer.findUniqueOrThrow({ where: { id } });
          expect(after.status).toBe(
            TRANSFER_STEPS[`ACH_${direction}`][status as "REQUESTED"][kind]?.to ?? status,
          );
        }
        const { status } = await deps.db.transfer.findUniqueOrThrow({ where: { id } });
        const cash = await cashOf(deps.db, who.accountId);
        const settled = { AVAILABLE: "140", COMPLETED: "60" }[status] ?? "100";
        const held = direction === "WITHDRAWAL" && ["REQUESTED", "INSTRUCTED"].includes(status) ? "40" : "0";
        expect([cash.settled.toFixed(), cash.uncollected.toFixed(), cash.reserved.toFixed()]).toEqual([
          settled,
          status === "POSTED" ? "40" : "0",
          held,
        ]);
      }),
      { numRuns: 12 },
    );
  });

  it("leaves journals that balance and balances that are their fold", async () => {
    const off = await deps.db.$queryRaw<unknown[]>`
      select journal_id from portal.ledger_entry group by journal_id, asset having sum(amount) <> 0`;
    expect(off).toEqual([]);
    const apart = await deps.db.$queryRaw<unknown[]>`
      select b.account_id from portal.cash_balance b
      left join portal.ledger_entry e on e.account_id = b.account_id
      group by b.account_id, b.settled, b.uncollected
      having b.settled <> coalesce(sum(e.amount) filter (where e.ledger_account = 'CASH_SETTLED'), 0)
        or b.uncollected <> coalesce(sum(e.amount) filter (where e.ledger_account = 'CASH_UNCOLLECTED'), 0)`;
    expect(apart).toEqual([]);
    const holds = await deps.db.$queryRaw<unknown[]>`
      select b.account_id from portal.cash_balance b
      where b.reserved <> (select coalesce(sum(t.amount), 0) from portal.transfer t where t.account_id = b.account_id
        and t.direction = 'WITHDRAWAL' and t.status in ('APPROVAL', 'REQUESTED', 'INSTRUCTED'))`;
    expect(holds).toEqual([]);
  });
});

describe("the list", () => {
  it("pages through everything once, newest first", async () => {
    const who = await customer();
    for (let i = 0; i < 45; i++) await deposit(deps, who.actor, ask(who, "1"));
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listTransfers>> = await listTransfers(deps, who.actor, {
        accountId: who.accountId,
        cursor,
      });
      expect(page.transfers.length).toBeLessThanOrEqual(20);
      ids.push(...page.transfers.map((transfer) => transfer.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(ids).size).toBe(45);
    expect(ids).toEqual([...ids].sort().reverse());
  });
});
