import { describe, expect, it } from "vitest";
import type { Address } from "@/domain/onboarding/steps";
import { submittedApplication } from "@/prisma/factories/applications";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { createActor } from "@/prisma/factories/users";
import { toDate } from "@/domain/time/instant";
import { liftAccountRestriction } from "@/server/accounts/lift-restriction";
import { accountDetail } from "@/server/accounts/queries";
import { decideApplication } from "@/server/onboarding/decide-application";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";
import { changeAddress } from "@/server/profile/change-address";
import { keepEntry } from "@/server/profile/keep-entry";
import { recordOf } from "@/server/profile/record";
import { takeBackAddress } from "@/server/profile/take-back-address";
import { profileView } from "@/server/profile/views";
import { decideRequest } from "@/server/requests/decide-request";
import { disputeAddress } from "@/server/requests/dispute-address";

const database = await testDatabase();
const deps = testDeps(database);
const HOUR = 3_600_000;
const HERE = { ip: "192.0.2.9", userAgent: "test" };
const reviewer = await createActor(
  deps.db,
  { email: "desk@example.com", role: "REVIEWER" },
  deps.clock.now(),
);

let count = 0;
async function customer() {
  const email = `customer-${++count}@example.com`;
  const actor = await createActor(deps.db, { email }, deps.clock.now());
  const seed = {
    firstName: `Mara${"abcdefghij"[count]}`,
    birthDate: `1979-02-1${count}`,
    ssn: `52345670${count}`,
  };
  const applicationId = await submittedApplication(deps, actor, seed);
  await decideApplication(deps, reviewer, { applicationId, decision: "approve", reason: "All is well." });
  const view = async () => {
    const record = await recordOf(deps.db, deps, actor.userId);
    if (!record) throw new Error("no record");
    return profileView(deps, record);
  };
  return { actor, view };
}

const HOME = applicationAnswers().address;
const ELSEWHERE = { line1: "9 Mill Lane", line2: null, city: "Salem", phone: HOME.phone };
const MOVED: Address = { ...ELSEWHERE, country: "US", state: "OR", postalCode: "97301" };

const lettersTo = (userId: string) =>
  deps.db.postalLetter.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
async function secretOf(email: string): Promise<string> {
  const mail = await deps.db.mailMessage.findFirstOrThrow({
    where: { recipient: email, link: { contains: "/not-me" } },
    orderBy: { createdAt: "desc" },
  });
  return new URL(mail.link ?? "").searchParams.get("token") ?? "";
}

describe("a change of address", () => {
  it("is told to both addresses and by mail, and counts three days later", async () => {
    const { actor, view } = await customer();
    const after = await changeAddress(deps, actor, { address: MOVED });
    expect(after).toMatchObject({ address: HOME, pendingAddress: { address: MOVED, isFrozen: false } });
    const letters = await lettersTo(actor.userId);
    expect(letters.map(({ address }) => JSON.stringify(address))).toEqual([
      expect.stringContaining("18 Harbour Street"),
      expect.stringContaining("9 Mill Lane"),
    ]);
    for (const { body } of letters) expect(body).toContain("/not-me?token=");
    await expect(changeAddress(deps, actor, { address: MOVED })).rejects.toMatchObject({ code: "CONFLICT" });
    deps.clock.advance(73 * HOUR);
    expect(await view()).toMatchObject({ address: MOVED, pendingAddress: null });
  });

  it("is taken back by the customer while it waits, and by nobody else", async () => {
    const { actor, view } = await customer();
    const other = await customer();
    const { pendingAddress } = await changeAddress(deps, actor, { address: MOVED });
    const entryId = pendingAddress?.entryId ?? "";
    await expect(takeBackAddress(deps, other.actor, { entryId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await takeBackAddress(deps, actor, { entryId });
    deps.clock.advance(73 * HOUR);
    expect(await view()).toMatchObject({ address: HOME, pendingAddress: null });
  });

  it("is frozen by whoever has a letter, once, also when it counts already; sessions end and the desk is asked", async () => {
    const { actor, view } = await customer();
    const sessionId = crypto.randomUUID();
    const session = { id: sessionId, userId: actor.userId, ...HERE };
    const times = {
      createdAt: toDate(deps.clock.now()),
      expiresAt: toDate((deps.clock.now() + 400 * HOUR) as never),
    };
    await deps.db.session.create({ data: { ...session, ...times } });
    await changeAddress(deps, actor, { address: MOVED });
    deps.clock.advance(100 * HOUR);
    expect((await view()).address).toEqual(MOVED);
    const token = await secretOf(actor.email);
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => disputeAddress(deps, HERE, { token })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await view()).toMatchObject({ address: HOME, pendingAddress: { isFrozen: true } });
    expect(await deps.db.session.findUnique({ where: { id: sessionId } })).toMatchObject({
      endedAt: expect.any(Date),
    });
    await expect(changeAddress(deps, actor, { address: MOVED })).rejects.toThrow("frozen");
    const { accountId } = await deps.db.accountHolder.findFirstOrThrow({ where: { userId: actor.userId } });
    const blocked = async () =>
      (await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } })).withdrawalsBlocked;
    const [held] = (await accountDetail(deps, reviewer, { accountId })).restrictions;
    expect(held).toMatchObject({
      kind: "NO_WITHDRAWALS",
      by: null,
      reason: expect.stringContaining("change of address"),
    });
    expect(await blocked()).toBe(true);

    const request = await deps.db.customerRequest.findFirstOrThrow({ where: { userId: actor.userId } });
    const decision = {
      requestId: request.id,
      decision: "reject",
      reason: "She did not ask for it.",
    } as const;
    await decideRequest(deps, reviewer, decision);
    expect(await view()).toMatchObject({ address: HOME, pendingAddress: null });
    expect(await blocked()).toBe(true);
    await liftAccountRestriction(deps, reviewer, {
      restrictionId: held?.id ?? "",
      reason: "She was called.",
    });
    expect(await blocked()).toBe(false);
  });

  it("counts at once when the customer tells the desk that it is right", async () => {
    const { actor, view } = await customer();
    await changeAddress(deps, actor, { address: MOVED });
    await disputeAddress(deps, HERE, { token: await secretOf(actor.email) });
    const request = await deps.db.customerRequest.findFirstOrThrow({ where: { userId: actor.userId } });
    const decision = {
      requestId: request.id,
      decision: "approve",
      reason: "She moved; her mother wrote.",
    } as const;
    await decideRequest(deps, reviewer, decision);
    deps.clock.advance(1);
    expect(await view()).toMatchObject({ address: MOVED, pendingAddress: null });
  });

  it("does not take the place of a tax form or of a registration", async () => {
    const { actor } = await customer();
    const abroad: Address = { ...ELSEWHERE, country: "DE", region: null, postalCode: "28195" };
    for (const address of [abroad, { ...MOVED, state: "GU" }, HOME])
      await expect(changeAddress(deps, actor, { address })).rejects.toMatchObject({ code: "VALIDATION" });
    expect(await lettersTo(actor.userId)).toEqual([]);
  });

  it("waits for no second one, however many are sent at the same moment", async () => {
    const { actor } = await customer();
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => changeAddress(deps, actor, { address: MOVED })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await lettersTo(actor.userId)).toHaveLength(2);
  });
});

describe("the rest of the record", () => {
  it("is kept in versions over the application, which stays as it was signed", async () => {
    const { actor, view } = await customer();
    const contact = { name: "Ida Brandt", relationship: "PARENT", phone: null, email: "ida@example.com" };
    expect((await keepEntry(deps, actor, "TRUSTED_CONTACT", { contact })).trustedContact).toEqual(contact);
    expect((await keepEntry(deps, actor, "TRUSTED_CONTACT", { contact: null })).trustedContact).toBeNull();
    expect((await keepEntry(deps, actor, "DELIVERY", { mode: "PAPER" })).delivery).toBe("PAPER");
    await keepEntry(deps, actor, "EMPLOYMENT", {
      status: "RETIRED",
      memberFirm: null,
      controlledCompany: null,
    });
    expect(await view()).toMatchObject({ employment: { status: "RETIRED" }, delivery: "PAPER" });
    const application = await deps.db.application.findFirstOrThrow({ where: { userId: actor.userId } });
    expect(JSON.stringify(application.form)).not.toContain("RETIRED");
  });

  it("asks to be looked at after three years, until somebody has", async () => {
    const { actor, view } = await customer();
    expect((await view()).isReviewDue).toBe(false);
    deps.clock.advance(1097 * 24 * HOUR);
    expect((await view()).isReviewDue).toBe(true);
    expect((await keepEntry(deps, actor, "CONFIRMATION", {})).isReviewDue).toBe(false);
  });

  it("is nothing before an account is opened", async () => {
    const actor = await createActor(deps.db, { email: "nobody-yet@example.com" }, deps.clock.now());
    await expect(keepEntry(deps, actor, "DELIVERY", { mode: "PAPER" })).rejects.toMatchObject({
      code: "ACCOUNT_NOT_OPEN",
    });
  });
});
