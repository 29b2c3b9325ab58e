import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { money } from "@/domain/money/money";
import { instantFromIso } from "@/domain/time/instant";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { createActor } from "@/prisma/factories/users";
import { restrictAccounts } from "@/server/accounts";
import { decide } from "@/server/approvals";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { cancelTransfer } from "@/server/funding/cancel-transfer";
import { moneyDesk, deskTransfer } from "@/server/funding/desk-queries";
import { recordCallback } from "@/server/funding/record-callback";
import { sendWire } from "@/server/funding/send-wire";
import { clockAt, firmSays, FRIDAY, linkedSaver, type Saver } from "@/server/funding/testing/saver";
import { withdraw } from "@/server/funding/withdraw";
import { cashOf } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = { ...testDeps(database), clock: clockAt(FRIDAY) };
let counter = 0;
const staff = (role: "REVIEWER" | "ADMIN" = "ADMIN") =>
  createActor(deps.db, { email: `staff${++counter}@example.com`, role }, deps.clock.now());

const PHONE = applicationAnswers().address.phone;

/** A customer with settled cash, a linked bank and a phone number of record. */
async function customer(cash = "200000"): Promise<Saver & { bankLinkId: string; name: string }> {
  const who = await linkedSaver(deps);
  const applicationId = newId();
  await deps.db.application.create({
    data: {
      id: applicationId,
      number: `A-${applicationId}`,
      userId: who.actor.userId,
      accountType: "INDIVIDUAL_CASH",
      status: "APPROVED",
      form: { address: applicationAnswers().address },
      createdAt: new Date(FRIDAY),
      updatedAt: new Date(FRIDAY),
    },
  });
  await deps.db.account.update({ where: { id: who.accountId }, data: { applicationId } });
  await deps.db.cashBalance.update({ where: { accountId: who.accountId }, data: { settled: cash } });
  return { ...who, name: who.actor.displayName };
}

const large = (who: Saver & { bankLinkId: string }, amount = "40000") =>
  withdraw(deps, who.actor, {
    accountId: who.accountId,
    bankLinkId: who.bankLinkId,
    clientTransferId: randomUUID(),
    amount: money(amount),
  });

const wire = (who: Saver & { name: string }, amount = "5000", more: object = {}) =>
  sendWire(deps, who.actor, {
    accountId: who.accountId,
    clientTransferId: randomUUID(),
    amount: money(amount),
    beneficiaryName: who.name,
    bankName: "Harbor Trust",
    routingNumber: "026009593",
    accountNumber: "4400123498",
    purpose: "A down payment",
    ...more,
  });

const call = (by: Actor, transferId: string, more: object = {}) =>
  recordCallback(deps, by, {
    transferId,
    phone: PHONE,
    minutesAgo: 5,
    outcome: "CONFIRMED",
    said: "She named the amount and the bank.",
    ...more,
  });

const proposalOf = async (transferId: string) =>
  (
    await deps.db.approval.findFirstOrThrow({
      where: { subjectId: transferId },
      orderBy: { proposedAt: "desc" },
    })
  ).id;
const answer = async (by: Actor, transferId: string, said: "approve" | "reject" = "approve") =>
  decide(
    deps,
    by,
    { approvalId: await proposalOf(transferId), answer: said, reason: "Looked at." },
    APPROVAL_EFFECTS,
  );
const instructions = (transferId: string) =>
  deps.db.$queryRaw<{ kind: string; payload: Record<string, unknown> }[]>`
    select kind, payload from portal.outbox where payload->>'transferId' = ${transferId}`;
const statusOf = async (id: string) => (await deps.db.transfer.findUniqueOrThrow({ where: { id } })).status;
const reservedOf = async (accountId: string) => (await cashOf(deps.db, accountId)).reserved.toFixed();

describe("a withdrawal over the limit", () => {
  it("waits, held, until two administrators have let it go", async () => {
    const who = await customer();
    const view = await large(who);
    expect(view).toMatchObject({
      status: "APPROVAL",
      next: expect.stringContaining("two of our administrators"),
    });
    expect([await reservedOf(who.accountId), await instructions(view.id)]).toEqual(["40000", []]);
    const [first, second] = [await staff(), await staff()];
    expect(await answer(first, view.id)).toMatchObject({ status: "PROPOSED" });
    await expect(answer(first, view.id)).rejects.toMatchObject({ code: "CONFLICT" });
    expect([await statusOf(view.id), await instructions(view.id)]).toEqual(["APPROVAL", []]);
    expect(await answer(second, view.id)).toMatchObject({ status: "APPROVED" });
    expect(await statusOf(view.id)).toBe("REQUESTED");
    expect(await instructions(view.id)).toMatchObject([
      { kind: "MOVE_CASH", payload: { amount: "40000.00" } },
    ]);
  });

  it("moves the money once, of ten who approve at the same moment", async () => {
    const who = await customer();
    const { id } = await large(who);
    const ten = await Promise.all(Array.from({ length: 10 }, () => staff()));
    const results = await Promise.allSettled(ten.map((admin) => answer(admin, id)));
    const codes = results.map((result) =>
      result.status === "fulfilled" ? result.value.status : (result.reason as { code: string }).code,
    );
    expect(codes.sort()).toEqual(["APPROVED", ...Array(8).fill("CONFLICT"), "PROPOSED"]);
    expect(await instructions(id)).toHaveLength(1);
    await firmSays(deps, id, "40000", "ACCEPT", "PAY");
    const cash = await cashOf(deps.db, who.accountId);
    expect([cash.settled.toFixed(), cash.reserved.toFixed()]).toEqual(["160000", "0"]);
    expect(await deps.db.journal.count({ where: { source: id } })).toBe(1);
  });

  it("is approved by nobody who asked for it or owns the account, nor by a reviewer", async () => {
    const boss = await customer();
    const owner = { ...boss.actor, role: "ADMIN" as const };
    const { id } = await large({ ...boss, actor: owner });
    await expect(answer(owner, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await expect(answer(await staff("REVIEWER"), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const spouse = await staff();
    await deps.db.accountHolder.create({ data: { accountId: boss.accountId, userId: spouse.userId } });
    await expect(answer(spouse, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    expect([await statusOf(id), await instructions(id)]).toEqual(["APPROVAL", []]);
  });

  it("is given up by a no, or by its customer, who gets the cash back", async () => {
    const who = await customer();
    const [declined, cancelled] = [await large(who), await large(who)];
    expect(await reservedOf(who.accountId)).toBe("80000");
    await answer(await staff(), declined.id, "reject");
    expect([await statusOf(declined.id), await reservedOf(who.accountId)]).toEqual(["DECLINED", "40000"]);
    await cancelTransfer(deps, who.actor, { transferId: cancelled.id });
    expect([await statusOf(cancelled.id), await reservedOf(who.accountId)]).toEqual(["CANCELED", "0"]);
    await expect(answer(await staff(), cancelled.id)).rejects.toMatchObject({ code: "CONFLICT" });
    expect([await instructions(declined.id), await instructions(cancelled.id)]).toEqual([[], []]);
  });

  it("is either cancelled or let go when both happen at once", async () => {
    const who = await customer();
    for (let round = 0; round < 3; round++) {
      const { id } = await large(who, "30000");
      const [first, second] = [await staff(), await staff()];
      await answer(first, id);
      const [cancelled, approved] = await Promise.allSettled([
        cancelTransfer(deps, who.actor, { transferId: id }),
        answer(second, id),
      ]);
      const status = await statusOf(id);
      const sent = await instructions(id);
      if (status === "CANCELED") {
        expect([approved.status, sent]).toEqual(["rejected", []]);
        continue;
      }
      // Let go first: the cancel then asks the clearing firm.
      expect([status, approved.status, cancelled.status]).toEqual(["REQUESTED", "fulfilled", "fulfilled"]);
      expect(sent.map(({ kind }) => kind)).toEqual(["MOVE_CASH", "CANCEL_CASH"]);
      await firmSays(deps, id, "30000", "ACCEPT", "STOP");
    }
    expect(await reservedOf(who.accountId)).toBe("0");
  });

  it("is not let go from an account that was restricted since", async () => {
    const who = await customer();
    const { id } = await large(who);
    await answer(await staff(), id);
    await deps.db.$transaction((tx) =>
      restrictAccounts(tx, deps, "SYSTEM", {
        accountIds: [who.accountId],
        kind: "NO_WITHDRAWALS",
        cause: "RETURNED_DEPOSIT",
        reason: "A deposit came back.",
        exchangeAt: instantFromIso(FRIDAY),
      }),
    );
    const last = await staff();
    await expect(answer(last, id)).rejects.toMatchObject({ code: "ACCOUNT_NOT_OPEN" });
    expect([await statusOf(id), await instructions(id)]).toEqual(["APPROVAL", []]);
    expect(await answer(last, id, "reject")).toMatchObject({ status: "REJECTED" });
  });

  it("waits for a restriction that is being placed at the same moment, and is refused then", async () => {
    const who = await customer();
    const { id } = await large(who);
    await answer(await staff(), id);
    const last = await staff();
    let answered = false;
    let late: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
    await deps.db.$transaction(async (tx) => {
      await restrictAccounts(tx, deps, "SYSTEM", {
        accountIds: [who.accountId],
        kind: "NO_WITHDRAWALS",
        cause: "DISPUTED_ADDRESS",
        reason: "It was not her.",
        exchangeAt: instantFromIso(FRIDAY),
      });
      late = Promise.allSettled([answer(last, id)]).finally(() => {
        answered = true;
      });
      // Until somebody waits for a lock (the approval, for the cash row) or the approval is through.
      const waiters = () => deps.db.$queryRaw<unknown[]>`select 1 from pg_locks where not granted limit 1`;
      for (let polls = 0; polls < 500 && !answered && (await waiters()).length === 0; ) polls += 1;
      expect(answered).toBe(false);
    });
    expect(await late).toMatchObject([{ status: "rejected", reason: { code: "ACCOUNT_NOT_OPEN" } }]);
    expect([await statusOf(id), await instructions(id)]).toEqual(["APPROVAL", []]);
  });

  it("needs nobody at the limit", async () => {
    const who = await customer();
    expect(await large(who, "25000.00")).toMatchObject({ status: "REQUESTED" });
    expect(await large(who, "25000.01")).toMatchObject({ status: "APPROVAL" });
  });
});

describe("a wire", () => {
  it("holds amount and fee, and goes out once it was confirmed by phone and approved by another", async () => {
    const who = await customer();
    const view = await wire(who);
    expect(view).toMatchObject({ status: "CALLBACK", fee: "25.00", otherEnd: { last4: "3498" } });
    expect(await reservedOf(who.accountId)).toBe("5025");
    const caller = await staff("REVIEWER");
    await call(caller, view.id, { outcome: "NOT_REACHED", said: "The machine answered." });
    expect(await statusOf(view.id)).toBe("CALLBACK");
    expect(await call(caller, view.id)).toMatchObject({ status: "APPROVAL" });
    await expect(call(caller, view.id)).rejects.toMatchObject({ code: "CONFLICT" });
    await answer(await staff(), view.id);
    const [instruction] = await instructions(view.id);
    expect(instruction).toMatchObject({
      kind: "SEND_WIRE",
      payload: {
        amount: "5000.00",
        fee: "25.00",
        beneficiary: { name: who.name, routingNumber: "026009593" },
        travelRule: { transmittorName: who.name, instructions: "A down payment" },
      },
    });
    expect(JSON.stringify(instruction)).not.toContain("4400123498");
    await firmSays(deps, view.id, "5000", "ACCEPT", "PAY");
    const cash = await cashOf(deps.db, who.accountId);
    expect([cash.settled.toFixed(), cash.reserved.toFixed()]).toEqual(["194975", "0"]);
    const detail = await deskTransfer(deps, caller, { transferId: view.id });
    expect(detail).toMatchObject({
      status: "COMPLETED",
      phoneOfRecord: PHONE,
      travelRule: {
        applies: true,
        record: { recipientAccountLast4: "3498", transmittorAddress: expect.arrayContaining(["US"]) },
      },
    });
    expect(detail.callbacks.map(({ outcome, by }) => [outcome, by])).toEqual([
      ["NOT_REACHED", caller.email],
      ["CONFIRMED", caller.email],
    ]);
  });

  it("is not approved by whoever called, and over the limit by two others", async () => {
    const who = await customer();
    const { id } = await wire(who, "30000");
    const caller = await staff();
    await call(caller, id);
    await expect(answer(caller, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    expect(await answer(await staff(), id)).toMatchObject({ status: "PROPOSED" });
    expect(await answer(await staff(), id)).toMatchObject({ status: "APPROVED" });
    expect(await instructions(id)).toHaveLength(1);
  });

  it("cannot be approved before anybody called: there is nothing to approve", async () => {
    const { id } = await wire(await customer());
    expect(await deps.db.approval.count({ where: { subjectId: id } })).toBe(0);
  });

  it("is confirmed on the number of record only, and by nobody who owns the account", async () => {
    const who = await customer();
    const { id } = await wire(who);
    const caller = await staff();
    await expect(call(caller, id, { phone: "(212) 555-0199" })).rejects.toMatchObject({
      code: "VALIDATION",
      fields: [{ path: "phone", message: "A wire can be confirmed only on the phone number of record." }],
    });
    await expect(call({ ...who.actor, role: "ADMIN" }, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await expect(call(caller, randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await deps.db.wireCallback.count({ where: { transferId: id } })).toBe(0);
  });

  it("is declined at once when the customer does not know of it", async () => {
    const who = await customer();
    const { id } = await wire(who);
    const saysNo = { outcome: "DENIED", said: "I have asked for no wire.", phone: "(212) 555-0199" };
    expect(await call(await staff(), id, saysNo)).toMatchObject({ status: "DECLINED" });
    expect(await reservedOf(who.accountId)).toBe("0");
  });

  it.each([
    ["another person", "Jordan Blake"],
    ["an owner and somebody else", "Ida Brandt & Jordan Blake"],
  ])("to %s is blocked", async (_case, beneficiaryName) => {
    const who = await customer();
    await expect(wire(who, "100", { beneficiaryName })).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
      fields: [{ path: "beneficiaryName" }],
    });
    expect(await reservedOf(who.accountId)).toBe("0");
  });

  it("needs cash for its fee too, and is one for one id, however often it is sent", async () => {
    const who = await customer("1000");
    await expect(wire(who, "975.01")).rejects.toMatchObject({ code: "INSUFFICIENT_FUNDS" });
    const same = { clientTransferId: "one" };
    const views = await Promise.all(Array.from({ length: 8 }, () => wire(who, "100", same)));
    expect(new Set(views.map(({ id }) => id)).size).toBe(1);
    expect(await reservedOf(who.accountId)).toBe("125");
    await expect(wire(who, "100", { ...same, accountNumber: "4400123499" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("of less than $3,000 carries no particulars of its sender", async () => {
    const who = await customer();
    const { id } = await wire(who, "2999.99");
    await call(await staff(), id);
    await answer(await staff(), id);
    const [instruction] = await instructions(id);
    expect(instruction?.payload).not.toHaveProperty("travelRule");
  });
});

describe("the money desk", () => {
  it("shows what waits with its proposal, and what came back", async () => {
    const who = await customer();
    const [waiting, called] = [await large(who), await wire(who)];
    const back = await large(who, "10");
    await firmSays(deps, back.id, "10", "ACCEPT", "PAY", "RETURN");
    const admin = await staff();
    const desk = await moneyDesk(deps, admin);
    const of = (id: string) => desk.waiting.find((transfer) => transfer.id === id);
    expect(of(waiting.id)?.approval).toMatchObject({ approvalsNeeded: 2, may: { approve: true } });
    expect(of(called.id)).toMatchObject({ status: "CALLBACK", approval: null });
    expect(desk.returned.map(({ id }) => id)).toContain(back.id);
  });
});
