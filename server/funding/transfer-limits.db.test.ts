import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { transferLimitsInput } from "@/domain/funding/desk-inputs";
import { money } from "@/domain/money/money";
import { createActor } from "@/prisma/factories/users";
import { decide } from "@/server/approvals";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { capsOfAccount } from "@/server/funding/caps-of-account";
import { deposit } from "@/server/funding/deposit";
import { proposeTransferLimits } from "@/server/funding/propose-transfer-limits";
import { clockAt, FRIDAY, linkedSaver } from "@/server/funding/testing/saver";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = { ...testDeps(database), clock: clockAt(FRIDAY) };
let counter = 0;
const admin = () =>
  createActor(deps.db, { email: `caps${++counter}@example.com`, role: "ADMIN" }, deps.clock.now());

const limits = (accountId: string, more: object = {}) =>
  transferLimitsInput.parse({
    accountId,
    method: "ACH",
    perTransfer: "75000.00",
    perDay: "90000.00",
    perMonth: "500000.00",
    effectiveOn: null,
    reason: "A company that pays its suppliers.",
    ...more,
  });

it("hold once another administrator has approved them, and for their own way alone", async () => {
  const who = await linkedSaver(deps);
  const [maker, checker] = [await admin(), await admin()];
  const ask = (amount: string) =>
    deposit(deps, who.actor, {
      accountId: who.accountId,
      bankLinkId: who.bankLinkId,
      clientTransferId: randomUUID(),
      amount: money(amount),
    });
  const { approvalId } = await proposeTransferLimits(deps, maker, limits(who.accountId));
  await expect(ask("60000")).rejects.toMatchObject({ code: "AMOUNT_OVER_LIMIT" });
  const answer = { approvalId, answer: "approve", reason: "Its papers are in order." } as const;
  await expect(decide(deps, maker, answer, APPROVAL_EFFECTS)).rejects.toMatchObject({ code: "FOUR_EYES" });
  await decide(deps, checker, answer, APPROVAL_EFFECTS);
  const { today } = await capsOfAccount(deps, { accountId: who.accountId });
  expect(today.map(({ method, isOwn, perTransfer }) => [method, isOwn, perTransfer])).toEqual([
    ["ACH", true, "75000.00"],
    ["WIRE", false, "1000000.00"],
    ["JOURNAL", false, "1000000.00"],
  ]);
  await ask("60000");
  await expect(ask("31000")).rejects.toMatchObject({ code: "AMOUNT_OVER_LIMIT" });
  const audits = await deps.db.auditEvent.findMany({ where: { action: "account.transfer_limits_set" } });
  expect(audits).toMatchObject([{ subjectId: who.accountId, actorId: checker.userId }]);
});

it("may begin on a later day, and never on one that has passed", async () => {
  const who = await linkedSaver(deps);
  const [maker, checker] = [await admin(), await admin()];
  await expect(
    proposeTransferLimits(deps, maker, limits(who.accountId, { effectiveOn: "2026-11-19" })),
  ).rejects.toMatchObject({ code: "VALIDATION" });
  const later = limits(who.accountId, { effectiveOn: "2026-11-23" });
  const { approvalId } = await proposeTransferLimits(deps, maker, later);
  await decide(deps, checker, { approvalId, answer: "approve", reason: "As was agreed." }, APPROVAL_EFFECTS);
  const caps = await capsOfAccount(deps, { accountId: who.accountId });
  expect(caps.today.map(({ isOwn }) => isOwn)).toEqual([false, false, false]);
  expect(caps.own).toMatchObject([{ method: "ACH", from: "2026-11-23", isComing: true }]);
});

it("cannot be in the wrong order", () => {
  const parsed = transferLimitsInput.safeParse({
    accountId: randomUUID(),
    method: "WIRE",
    perTransfer: "10.00",
    perDay: "9.00",
    perMonth: "8.00",
    effectiveOn: null,
    reason: "A mistake in the form.",
  });
  expect(parsed.error?.issues.map(({ path }) => path.join(".")).toSorted()).toEqual(["perDay", "perMonth"]);
});
