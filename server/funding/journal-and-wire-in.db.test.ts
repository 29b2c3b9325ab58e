import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { WireEvent } from "@/domain/funding/cash-event";
import { money } from "@/domain/money/money";
import { createAccount } from "@/prisma/factories/accounts";
import { applyWireEvent } from "@/server/funding/apply-wire-event";
import { cancelTransfer } from "@/server/funding/cancel-transfer";
import { moveBetweenOwn } from "@/server/funding/move-between-own";
import { listTransfers, transferOf } from "@/server/funding/queries";
import { clockAt, firmSays, FRIDAY, type Saver, saver } from "@/server/funding/testing/saver";
import { cashOf } from "@/server/ledger";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = { ...testDeps(database), clock: clockAt(FRIDAY) };

type TwoAccounts = Saver & { otherId: string };

async function twoAccounts(cash = "1000"): Promise<TwoAccounts> {
  const who = await saver(deps);
  const other = await createAccount(
    deps.db,
    { owner: who.actor, type: "INDIVIDUAL_MARGIN" },
    deps.clock.now(),
  );
  await deps.db.cashBalance.update({ where: { accountId: who.accountId }, data: { settled: cash } });
  return { ...who, otherId: other.id };
}

const move = (who: TwoAccounts, amount: string, more: object = {}) =>
  moveBetweenOwn(deps, who.actor, {
    accountId: who.accountId,
    toAccountId: who.otherId,
    clientTransferId: randomUUID(),
    amount: money(amount),
    ...more,
  });
const settled = async (accountId: string) => (await cashOf(deps.db, accountId)).settled.toFixed();

describe("between own accounts", () => {
  it("moves both sides at once when the clearing firm says so, and each account reads its own side", async () => {
    const who = await twoAccounts();
    const { id } = await move(who, "400");
    expect([await settled(who.accountId), await settled(who.otherId)]).toEqual(["1000", "0"]);
    await firmSays(deps, id, "400", "PAY");
    expect([await settled(who.accountId), await settled(who.otherId)]).toEqual(["600", "400"]);
    const kinds = await deps.db.journal.findMany({ where: { source: id }, orderBy: { kind: "asc" } });
    expect(kinds.map(({ kind, accountId }) => [kind, accountId])).toEqual([
      ["JOURNAL_IN", who.otherId],
      ["JOURNAL_OUT", who.accountId],
    ]);
    for (const [accountId, direction] of [
      [who.accountId, "WITHDRAWAL"],
      [who.otherId, "DEPOSIT"],
    ] as const) {
      const { transfers } = await listTransfers(deps, who.actor, {
        accountId,
        kind: "JOURNAL",
        state: "DONE",
      });
      expect(transfers).toMatchObject([{ id, direction, status: "COMPLETED", method: "JOURNAL" }]);
    }
  });

  it("gives the cash back when the firm refuses, and moves nothing", async () => {
    const who = await twoAccounts();
    const { id } = await move(who, "400");
    await firmSays(deps, id, "400", "REFUSE");
    const cash = await cashOf(deps.db, who.accountId);
    expect([cash.settled.toFixed(), cash.reserved.toFixed(), await settled(who.otherId)]).toEqual([
      "1000",
      "0",
      "0",
    ]);
    await expect(cancelTransfer(deps, who.actor, { transferId: id })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("takes settled cash only, and never more than there is, both ways at once", async () => {
    const who = await twoAccounts();
    await deps.db.cashBalance.update({ where: { accountId: who.accountId }, data: { unsettledIn: "5000" } });
    await deps.db.cashBalance.update({ where: { accountId: who.otherId }, data: { settled: "1000" } });
    const back = { accountId: who.otherId, toAccountId: who.accountId };
    const results = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => move(who, "300")),
      ...Array.from({ length: 8 }, () => move(who, "300", back)),
    ]);
    const codes = results.map((result) =>
      result.status === "fulfilled" ? "OK" : (result.reason as { code: string }).code,
    );
    expect(
      [codes.slice(0, 8), codes.slice(8)].map((half) => half.filter((code) => code === "OK").length),
    ).toEqual([3, 3]);
    expect(new Set(codes)).toEqual(new Set(["OK", "INSUFFICIENT_FUNDS"]));
  });

  it("goes to nobody else's account, nor to one with another owner, nor to itself", async () => {
    const [who, stranger] = [await twoAccounts(), await twoAccounts()];
    await expect(move(who, "1", { toAccountId: stranger.accountId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(move(who, "1", { accountId: stranger.accountId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(move(who, "1", { toAccountId: who.accountId })).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await deps.db.accountHolder.create({
      data: { accountId: who.otherId, userId: stranger.actor.userId },
    });
    await expect(move(who, "1")).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a wire that comes", () => {
  const event = (accountNumber: string, more: object = {}) =>
    ({
      kind: "WIRE_RECEIVED",
      wireId: randomUUID(),
      accountNumber,
      amount: "2500.00",
      originator: { name: "Ida Brandt", bankName: "Harbor Trust" },
      postedOn: "2026-11-20",
      at: FRIDAY,
      ...more,
    }) as WireEvent;
  const hear = (...events: WireEvent[]) =>
    deps.db.$transaction(async (tx) => {
      for (const one of events) await applyWireEvent(tx, deps, one);
    });
  const numberOf = async (accountId: string) =>
    (await deps.db.account.findUniqueOrThrow({ where: { id: accountId } })).number ?? "";

  it("is usable at once, and counts once", async () => {
    const who = await saver(deps);
    const wire = event(await numberOf(who.accountId));
    await hear(wire, wire);
    await hear(wire);
    expect(await settled(who.accountId)).toBe("2500");
    const { transfers } = await listTransfers(deps, who.actor, { accountId: who.accountId, kind: "WIRE" });
    expect(transfers).toMatchObject([
      { status: "AVAILABLE", withdrawableOn: "2026-11-20", otherEnd: { name: "Ida Brandt, Harbor Trust" } },
    ]);
  });

  it("from somebody else is shown as sent back, and books nothing", async () => {
    const who = await saver(deps);
    const sentBack = event(await numberOf(who.accountId), { kind: "WIRE_SENT_BACK", reason: "Third party." });
    await hear(sentBack);
    expect(await settled(who.accountId)).toBe("0");
    const view = await transferOf(deps, who.actor, { transferId: sentBack.wireId });
    expect(view).toMatchObject({ status: "REFUSED", heldBy: expect.stringContaining("It never left") });
    await expect(
      transferOf(deps, (await saver(deps)).actor, { transferId: sentBack.wireId }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("for an account that is not ours changes nothing", async () => {
    const wire = event("RT-1");
    await hear(wire);
    expect(await deps.db.transfer.findUnique({ where: { id: wire.wireId } })).toBeNull();
  });
});
