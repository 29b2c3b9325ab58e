import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { money } from "@/domain/money/money";
import { instantAt, localDate } from "@/domain/time/instant";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { createAccount } from "@/prisma/factories/accounts";
import { createActor } from "@/prisma/factories/users";
import { verify } from "@/scripts/verify/verify";
import { decide } from "@/server/approvals";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { cancelTransfer } from "@/server/funding/cancel-transfer";
import { deposit } from "@/server/funding/deposit";
import { finishInstantLink, startInstantLink } from "@/server/funding/instant-link";
import { linkBank } from "@/server/funding/link-bank";
import { confirmMicroDeposits } from "@/server/funding/micro-deposits";
import { moveBetweenOwn } from "@/server/funding/move-between-own";
import { listBankLinks, transferOf } from "@/server/funding/queries";
import { recordCallback } from "@/server/funding/record-callback";
import { removeBankLink } from "@/server/funding/remove-bank-link";
import { sendWire } from "@/server/funding/send-wire";
import { withdraw } from "@/server/funding/withdraw";
import { cashOf } from "@/server/ledger";
import { steeredWorld } from "@/server/orders/testing/steered-world";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";

/** A Monday; the whole file lives one month of one street, in its order. */
const world = await steeredWorld(instantAt(localDate("2026-06-01"), "10:00"));
const { deps, settle, installation } = world;
const NAME = "Ida Brandt";

type Holder = { actor: Actor; accountId: string; savingsId: string; number: string };
let ida: Holder;

/** Accounts as they come to be: the clearing firm opens them. */
async function open(actor: Actor, type: "INDIVIDUAL_CASH" | "INDIVIDUAL_MARGIN"): Promise<string> {
  const { id } = await createAccount(deps.db, { owner: actor, type, status: "OPENING" }, deps.clock.now());
  const lending = type === "INDIVIDUAL_MARGIN" ? { accountType: "MARGIN" } : {};
  const named = { accountId: id, title: actor.displayName, commissionClass: "STANDARD" };
  const payload = { kind: "OPEN_ACCOUNT", ...named, ...lending };
  await deps.db.outbox.create({
    data: { messageId: newId(), party: "CLEARING", kind: payload.kind, payload },
  });
  await settle();
  return id;
}

beforeAll(async () => {
  const actor = await createActor(deps.db, { email: "ida@example.com", displayName: NAME }, deps.clock.now());
  const accountId = await open(actor, "INDIVIDUAL_CASH");
  const applicationId = newId();
  const now = new Date(deps.clock.now());
  await deps.db.application.create({
    data: {
      id: applicationId,
      number: "A-1",
      userId: actor.userId,
      accountType: "INDIVIDUAL_CASH",
      status: "APPROVED",
      form: { address: applicationAnswers().address },
      createdAt: now,
      updatedAt: now,
    },
  });
  await deps.db.account.update({ where: { id: accountId }, data: { applicationId } });
  const savingsId = await open(actor, "INDIVIDUAL_MARGIN");
  const account = await deps.db.account.findUniqueOrThrow({ where: { id: accountId } });
  ida = { actor, accountId, savingsId, number: account.number ?? "" };
});

const ask = (amount: string, bankLinkId = "") => ({
  accountId: ida.accountId,
  bankLinkId,
  clientTransferId: randomUUID(),
  amount: money(amount),
});
const settled = async (accountId = ida.accountId) => (await cashOf(deps.db, accountId)).settled.toFixed(2);
const see = (transferId: string) => transferOf(deps, ida.actor, { transferId });
const linkOf = async (id: string) =>
  (await listBankLinks(deps, ida.actor, ida)).find((link) => link.id === id);
const nextDay = async () => {
  await deps.controls.runTo("NEXT_DAY");
  await settle();
};
const firmStatus = async (id: string) =>
  (await world.database.street.firmCashMovement.findUniqueOrThrow({ where: { id } })).status;

/** What a browser at the bank's page would send. */
async function atTheBank(step: string, body: object): Promise<Record<string, unknown>> {
  const request = new Request(`http://localhost/api/clearing/consent/${step}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return (await installation.doors.answer(request)).json() as Promise<Record<string, unknown>>;
}

async function byNumbers(accountNumber: string, routingNumber = "021000021"): Promise<string> {
  const { id } = await linkBank(deps, ida.actor, {
    accountId: ida.accountId,
    bankName: "First National",
    routingNumber,
    accountNumber,
    kind: "CHECKING",
  });
  await settle();
  return id;
}

async function consent(user: string): Promise<{ consentId: string; code: string }> {
  const { consentId, path } = await startInstantLink(deps, ida.actor, ida);
  expect(path).toBe(`/simulated-bank?consent=${consentId}`);
  expect(await atTheBank("agree", { consentId, account: "CHECKING" })).toHaveProperty("error");
  const { accounts } = await atTheBank("sign-in", { consentId, user, passcode: "1234" });
  expect(accounts).toMatchObject([{ key: "CHECKING" }, ...(user === "customer" ? [{ key: "SAVINGS" }] : [])]);
  const { code } = await atTheBank("agree", { consentId, account: "CHECKING" });
  return { consentId, code: String(code) };
}

describe("wires that come", () => {
  it("are booked at both sides at once when an owner sent them, and go back otherwise", async () => {
    const wire = { accountNumber: ida.number, amount: money("100000"), originatorBank: "Harbor Trust" };
    await deps.controls.receiveWire({ ...wire, originatorName: "BRANDT, IDA" });
    const third = await deps.controls.receiveWire({ ...wire, originatorName: "Jordan Blake" });
    await settle();
    expect(await settled()).toBe("100000.00");
    expect((await see(third)).status).toBe("REFUSED");
    await expect(
      deps.controls.receiveWire({ ...wire, accountNumber: "RT-1", originatorName: NAME }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("linking by signing in at the bank", () => {
  it("links the account that the customer chose, once, and lets money leave to it after three bank days", async () => {
    const back = await consent("customer");
    await expect(
      finishInstantLink(deps, ida.actor, { ...back, code: `${back.code.slice(0, -2)}xx` }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const stranger = await createActor(deps.db, { email: "other@example.com" }, deps.clock.now());
    await expect(finishInstantLink(deps, stranger, back)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const links = await Promise.all(
      Array.from({ length: 5 }, () => finishInstantLink(deps, ida.actor, back)),
    );
    expect(new Set(links.map(({ id }) => id)).size).toBe(1);
    expect(links[0]).toMatchObject({ status: "VERIFIED", method: "INSTANT", withdrawalsFrom: "2026-06-04" });
    const mails = await deps.db.mailMessage.findMany({ where: { subject: "A bank account was linked" } });
    expect(mails.map(({ recipient }) => recipient)).toEqual(["ida@example.com"]);
    await expect(withdraw(deps, ida.actor, ask("100", links[0]?.id))).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
      message: "This bank account is newly linked. Money may leave to it from Thu 4 Jun on.",
    });
  });

  it("refuses somebody else's account, and takes one that is shared with somebody", async () => {
    await expect(finishInstantLink(deps, ida.actor, await consent("other"))).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
    });
    expect(await finishInstantLink(deps, ida.actor, await consent("joint"))).toMatchObject({
      status: "VERIFIED",
    });
  });

  it("knows nobody else at the bank, and no visit that was not announced", async () => {
    const { consentId } = await startInstantLink(deps, ida.actor, ida);
    for (const wrong of [
      { user: "toString", passcode: "1234" },
      { user: "customer", passcode: "12" },
    ])
      expect(await atTheBank("sign-in", { consentId, ...wrong })).toHaveProperty("error");
    const unknown = { consentId: newId(), user: "customer", passcode: "1234" };
    expect(await atTheBank("sign-in", unknown)).toHaveProperty("error");
  });
});

describe("linking by micro-deposits", () => {
  const OTHER_BANK = "124003116";
  const amountsOf = async (bankReference: string) =>
    (await atTheBank("micro-deposits", { bankReference })) as { amounts: [string, string] | null };
  const tell = (bankLinkId: string, first: string, second: string) =>
    confirmMicroDeposits(deps, ida.actor, { bankLinkId, first, second });
  let links: string[];

  it("is for banks that tell no names: two amounts are there on the next bank day", async () => {
    links = [await byNumbers("5550004321", OTHER_BANK), await byNumbers("5550008765", OTHER_BANK)];
    const [first = ""] = links;
    expect(await linkOf(first)).toMatchObject({
      status: "MICRO_DEPOSITS",
      microDeposits: { arriveOn: "2026-06-02", expireOn: "2026-06-12", triesLeft: 3 },
    });
    expect(await amountsOf(first)).toMatchObject({ amounts: null });
    await expect(tell(first, "0.01", "0.02")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(deposit(deps, ida.actor, ask("5", first))).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
    });
  });

  it("verifies who tells both, in either order", async () => {
    await nextDay();
    const [first = ""] = links;
    const { amounts } = await amountsOf(first);
    const [one = "", two = ""] = amounts ?? [];
    await expect(tell(first, one, one)).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
      message: "These are not the two amounts. 2 tries are left.",
    });
    expect(await tell(first, two, one)).toMatchObject({ status: "VERIFIED", withdrawalsFrom: "2026-06-05" });
  });

  it("counts three wrong pairs, however many are sent at once, and then none any more", async () => {
    const [, second = ""] = links;
    const { amounts } = await amountsOf(second);
    const [one = "", two = ""] = amounts ?? [];
    const wrong = Array.from({ length: 12 }, () => tell(second, one, one));
    const codes = (await Promise.allSettled(wrong)).map((result) =>
      result.status === "rejected" ? (result.reason as { code: string }).code : "OK",
    );
    expect(codes.sort()).toEqual([...Array(3).fill("BANK_LINK_REFUSED"), ...Array(9).fill("CONFLICT")]);
    await expect(tell(second, one, two)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await linkOf(second)).toMatchObject({ status: "REFUSED" });
  });
});

describe("a movement that is under way", () => {
  it("is stopped at both sides on the day it was asked for, and not on the next", async () => {
    const bank = await byNumbers("5550001111");
    const stopped = await deposit(deps, ida.actor, ask("700", bank));
    const late = await deposit(deps, ida.actor, ask("800", bank));
    await settle();
    await Promise.all(
      Array.from({ length: 3 }, () => cancelTransfer(deps, ida.actor, { transferId: stopped.id })),
    );
    await settle();
    expect([(await see(stopped.id)).status, await firmStatus(stopped.id)]).toEqual(["CANCELED", "CANCELED"]);
    await expect(removeBankLink(deps, ida.actor, { bankLinkId: bank })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await nextDay();
    await expect(cancelTransfer(deps, ida.actor, { transferId: late.id })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect((await see(late.id)).status).toBe("POSTED");
  });

  it("goes on when the clearing firm has sent it already, and the timeline says so", async () => {
    const links = await listBankLinks(deps, ida.actor, ida);
    await nextDay();
    const sent = await withdraw(
      deps,
      ida.actor,
      ask("50", links.find(({ withdrawalsFrom }) => withdrawalsFrom === "2026-06-04")?.id),
    );
    await settle();
    // The bank has it: as after the firm's own cut-off.
    await world.database.street.firmCashMovement.update({
      where: { id: sent.id },
      data: { receivedOn: new Date("2026-06-03T00:00:00Z") },
    });
    await cancelTransfer(deps, ida.actor, { transferId: sent.id });
    expect(await see(sent.id)).toMatchObject({ isCancelAsked: true, cancel: null });
    await settle();
    const after = await see(sent.id);
    expect(after).toMatchObject({ status: "INSTRUCTED", isCancelAsked: false, cancel: "ASK_FIRM" });
    expect(after.timeline.at(-1)?.note).toContain("too late");
  });
});

describe("cash between own accounts, and a wire that leaves", () => {
  it("moves at both sides at once", async () => {
    const before = Number(await settled());
    const { id } = await moveBetweenOwn(deps, ida.actor, {
      accountId: ida.accountId,
      toAccountId: ida.savingsId,
      clientTransferId: "to-margin",
      amount: money("12000"),
    });
    await settle();
    expect((await see(id)).status).toBe("COMPLETED");
    expect([await settled(), await settled(ida.savingsId)]).toEqual([
      (before - 12_000).toFixed(2),
      "12000.00",
    ]);
  });

  it("leaves on the same day before the cutoff, with its fee, once it was confirmed and approved", async () => {
    const before = Number(await settled());
    const { id } = await sendWire(deps, ida.actor, {
      accountId: ida.accountId,
      clientTransferId: "wire",
      amount: money("5000"),
      beneficiaryName: NAME,
      bankName: "Harbor Trust",
      routingNumber: "026009593",
      accountNumber: "98765432101234567",
      purpose: "A down payment",
    });
    const staff = (email: string) => createActor(deps.db, { email, role: "ADMIN" }, deps.clock.now());
    const [caller, approver] = [await staff("caller@example.com"), await staff("approver@example.com")];
    await recordCallback(deps, caller, {
      transferId: id,
      phone: applicationAnswers().address.phone,
      minutesAgo: 5,
      outcome: "CONFIRMED",
      said: "She named amount, bank and purpose.",
    });
    const proposal = await deps.db.approval.findFirstOrThrow({ where: { subjectId: id } });
    await decide(
      deps,
      approver,
      { approvalId: proposal.id, answer: "approve", reason: "Confirmed by phone." },
      APPROVAL_EFFECTS,
    );
    await settle();
    expect(await see(id)).toMatchObject({ status: "COMPLETED", settlesOn: "2026-06-04" });
    expect(await settled()).toBe((before - 5_025).toFixed(2));
  });

  it("has left no bank number in clear in any table of either side", async () => {
    const found: string[] = [];
    const sides = { portal: deps.db, street: world.database.street };
    for (const [schema, db] of Object.entries(sides)) {
      const tables = await db.$queryRaw<{ name: string }[]>`
        select tablename as name from pg_tables where schemaname = ${schema}`;
      for (const { name } of tables) {
        const [row] = await db.$queryRawUnsafe<{ n: number }[]>(
          `select count(*)::int as n from ${schema}."${name}" t where t::text ~ '98765432101234567|5550004321|5550001111'`,
        );
        if (row && row.n > 0) found.push(`${schema}.${name}`);
      }
    }
    expect(found).toEqual([]);
  });
});

describe("what banks send back and correct", () => {
  let disputed: string;
  it("leaves a bank account that is removed for the record, and makes room for another", async () => {
    const links = (await listBankLinks(deps, ida.actor, ida)).filter(({ status }) => status === "VERIFIED");
    const removed = await Promise.allSettled(
      links.map(({ id }) => removeBankLink(deps, ida.actor, { bankLinkId: id })),
    );
    // But for the two that money is on its way from and to.
    expect(removed.filter(({ status }) => status === "rejected")).toHaveLength(2);
    const gone = links.find((_link, index) => removed[index]?.status === "fulfilled");
    expect(await linkOf(gone?.id ?? "")).toBeUndefined();
    await expect(deposit(deps, ida.actor, ask("5", gone?.id))).rejects.toMatchObject({
      code: "BANK_LINK_REFUSED",
    });
  });

  it("corrects a link by the notice that comes with its first entry", async () => {
    const [number, kind, disputes] = [
      await byNumbers("6660000051"),
      await byNumbers("6660000055"),
      await byNumbers("6660000010"),
    ];
    for (const id of [number, kind]) await deposit(deps, ida.actor, ask("10", id));
    disputed = (await deposit(deps, ida.actor, ask("40000", disputes))).id;
    await nextDay();
    expect(await linkOf(number)).toMatchObject({ status: "VERIFIED", last4: "4567" });
    expect(await linkOf(kind)).toMatchObject({ status: "VERIFIED", kind: "SAVINGS" });
    const notices = await deps.db.auditEvent.findMany({ where: { action: "bank_link.corrected" } });
    expect(notices.map(({ detail }) => (detail as { code: string }).code).sort()).toEqual(["C01", "C05"]);
  });

  it("cannot come after its time", async () => {
    const old = await deps.db.transfer.findFirstOrThrow({
      where: { amount: "800", direction: "DEPOSIT" },
      select: { id: true },
    });
    while ((await see(old.id)).status !== "AVAILABLE") await nextDay();
    await nextDay();
    await expect(deps.controls.returnEntry(old.id, "R02")).rejects.toMatchObject({ code: "CONFLICT" });
    await deps.controls.returnEntry(old.id, "R11");
    await expect(deps.controls.returnEntry(old.id, "R11")).rejects.toMatchObject({ code: "CONFLICT" });
    await settle();
    expect(await see(old.id)).toMatchObject({ status: "RETURNED", returnCode: "R11" });
  });

  it("comes three weeks later from a bank whose customer disputes it, and leaves a debit", async () => {
    while ((await see(disputed)).status !== "AVAILABLE") await nextDay();
    // All that there is goes to the other account, as far as young deposits let it.
    await deps.db.accountRestriction.updateMany({
      where: { accountId: ida.accountId, liftedAt: null },
      data: { liftedAt: new Date(deps.clock.now()), liftedBy: newId(), liftReason: "Looked at." },
    });
    while (((await see(disputed)).withdrawableOn ?? "") > (await deps.clock.exchangeToday())) await nextDay();
    await moveBetweenOwn(deps, ida.actor, {
      accountId: ida.accountId,
      toAccountId: ida.savingsId,
      clientTransferId: "all",
      amount: money((Number(await settled()) - 1_000).toFixed(2)),
    });
    await settle();
    await deps.controls.runTo("MONTH_END");
    await settle();
    expect(await see(disputed)).toMatchObject({ status: "RETURNED", returnCode: "R10" });
    expect(Number(await settled())).toBeLessThan(0);
    const kinds = await deps.db.accountRestriction.findMany({
      where: { accountId: ida.accountId, liftedAt: null },
    });
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["LIQUIDATE_ONLY", "NO_WITHDRAWALS"]);
  });
});

it("has agreed with the clearing firm every day, and holds every promise", async () => {
  const breaks = await deps.db.reconciliationBreak.findMany();
  expect(breaks.map(({ type, area, item, ours, theirs }) => [type, area, item, ours, theirs])).toEqual([]);
  const moved = await deps.db.eodMovement.findMany({ select: { kind: true } });
  expect(new Set(moved.map(({ kind }) => kind))).toEqual(
    new Set([
      "CREDIT_INTEREST",
      "WIRE_IN",
      "DEPOSIT",
      "WITHDRAWAL",
      "JOURNAL_IN",
      "JOURNAL_OUT",
      "WIRE_OUT",
      "WIRE_FEE",
      "DEPOSIT_RETURN",
    ]),
  );
  const verdict = await verify(world.database.url);
  expect(verdict.violations).toEqual([]);
});
