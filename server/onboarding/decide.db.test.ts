import { beforeEach, describe, expect, it } from "vitest";
import { firmCommand } from "@/domain/clearing/messages";
import type { AnswersSeed } from "@/prisma/factories/application-answers";
import { draftApplication, submittedApplication } from "@/prisma/factories/applications";
import { instantFromIso } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { applyAccountEvent } from "@/server/accounts/apply-account-event";
import { accountDetail, listAccounts, myAccounts } from "@/server/accounts/queries";
import { restrictAccounts } from "@/server/accounts";
import { decideApplication } from "@/server/onboarding/decide-application";
import { myApplication } from "@/server/onboarding/queries";
import { reviewApplication } from "@/server/onboarding/review-queries";
import { reviewQueue } from "@/server/onboarding/review-queue";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
/** Wall time stands here, so that ages and days are the same whenever the tests run. */
const MORNING = instantFromIso("2026-11-20T15:00:00Z");
let deps: TestDeps;
let counter = 0;
let reviewer: Actor;

const person = (role: Actor["role"] = "INVESTOR") =>
  createActor(deps.db, { email: `person${++counter}@example.com`, role }, deps.clock.now());

async function applicant(seed: AnswersSeed = {}): Promise<{ actor: Actor; applicationId: string }> {
  const actor = await person();
  const day = String(10 + (++counter % 18));
  const ssn = `2190${String(10000 + counter)}`;
  return {
    actor,
    applicationId: await submittedApplication(deps, actor, { ssn, birthDate: `1975-03-${day}`, ...seed }),
  };
}

const approve = (applicationId: string, by = reviewer) =>
  decideApplication(deps, by, { applicationId, decision: "approve", reason: "Papers agree." });
const opened = (accountId: string, number: string) =>
  deps.db.$transaction((tx) =>
    applyAccountEvent(tx, deps, {
      kind: "ACCOUNT_OPENED",
      accountId,
      number,
      openedOn: "2026-11-20",
      at: "2026-11-20T15:00:01.000Z",
    }),
  );

beforeEach(async () => {
  deps = testDeps(database);
  deps.clock.advance(MORNING - deps.clock.now());
  reviewer = await person("REVIEWER");
});

describe("approving", () => {
  it("opens a margin account to whom has signed for it, here and at the clearing firm", async () => {
    const { actor, applicationId } = await applicant({ accountType: "INDIVIDUAL_MARGIN" });
    const signed = await deps.db.agreementAcceptance.findMany({ where: { applicationId } });
    expect(signed.map(({ agreementKey }) => agreementKey)).toEqual(
      expect.arrayContaining(["margin-agreement", "margin-disclosure", "customer-agreement-margin"]),
    );
    const accountId = (await approve(applicationId)).accountId ?? "";
    const asked = await deps.db.outbox.findFirstOrThrow({
      where: { party: "CLEARING", payload: { path: ["accountId"], equals: accountId } },
    });
    expect(firmCommand.parse(asked.payload)).toMatchObject({ kind: "OPEN_ACCOUNT", accountType: "MARGIN" });
    const cash = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } });
    expect([cash.longValue?.toFixed(), cash.loanValue?.toFixed()]).toEqual(["0", "0"]);
    expect((await myAccounts(deps, actor)).map(({ typeTitle }) => typeTitle)).toEqual(["Individual, margin"]);
  });

  it("makes the account, its owner and its cash row, and asks the clearing firm once", async () => {
    const { actor, applicationId } = await applicant();
    const { accountId } = await approve(applicationId);
    expect(accountId).not.toBeNull();
    const account = await deps.db.account.findUniqueOrThrow({
      where: { applicationId },
      include: { holders: true },
    });
    expect(account).toMatchObject({ id: accountId, title: "Margaret Holm", status: "OPENING", number: null });
    expect(account.holders).toEqual([{ accountId, userId: actor.userId, role: "OWNER" }]);
    expect(await deps.db.cashBalance.count({ where: { accountId: account.id } })).toBe(1);
    const messages = await deps.db.outbox.findMany({ where: { party: "CLEARING" } });
    const commands = messages.map((message) => firmCommand.parse(message.payload));
    expect(
      commands.filter((command) => command.kind === "OPEN_ACCOUNT" && command.accountId === accountId),
    ).toHaveLength(1);
    expect(deps.nudges.count).toBe(1);
    const actions = (await reviewApplication(deps, reviewer, { applicationId })).history.map(
      (entry) => entry.action,
    );
    expect(actions).toEqual(
      expect.arrayContaining(["application.submitted", "application.approved", "account.requested"]),
    );
  });

  it("happens once of ten at the same time", async () => {
    const { applicationId } = await applicant();
    const reviewers = await Promise.all(Array.from({ length: 10 }, () => person("REVIEWER")));
    const results = await Promise.allSettled(reviewers.map((by) => approve(applicationId, by)));
    const refusals = results.filter((result) => result.status === "rejected");
    expect(refusals).toHaveLength(9);
    for (const refusal of refusals)
      expect(refusal.reason).toMatchObject({ code: "APPLICATION_ALREADY_DECIDED" });
    expect(await deps.db.account.count({ where: { applicationId } })).toBe(1);
  });

  it("and rejecting at the same time leave one decision", async () => {
    const { applicationId } = await applicant();
    const other = await person("ADMIN");
    const results = await Promise.allSettled([
      approve(applicationId),
      decideApplication(deps, other, { applicationId, decision: "reject", reason: "Papers do not agree." }),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const row = await deps.db.application.findUniqueOrThrow({ where: { id: applicationId } });
    expect(await deps.db.account.count({ where: { applicationId } })).toBe(row.status === "APPROVED" ? 1 : 0);
  });

  it("is not for one's own application", async () => {
    const applicationId = await submittedApplication(deps, reviewer, {
      ssn: "219098765",
      birthDate: "1960-01-31",
    });
    await expect(approve(applicationId)).rejects.toMatchObject({ code: "MAKER_IS_CHECKER" });
    expect((await reviewApplication(deps, reviewer, { applicationId })).cannotDecide).toContain("your own");
    await expect(approve(applicationId, await person("REVIEWER"))).resolves.toMatchObject({
      status: "APPROVED",
    });
  });

  it("is not over a failed check", async () => {
    const { applicationId } = await applicant({ identity: { citizenship: "IR" } });
    await expect(approve(applicationId)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await reviewApplication(deps, reviewer, { applicationId })).cannotApprove).toContain(
      "State and country",
    );
    await decideApplication(deps, reviewer, {
      applicationId,
      decision: "reject",
      reason: "Sanctioned country.",
    });
  });

  it("is not of drafts, nor of nothing", async () => {
    const applicationId = await draftApplication(deps, await person(), { ssn: "219098766" });
    await expect(approve(applicationId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(reviewApplication(deps, reviewer, { applicationId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(approve("01931b6e-8f2a-7c3d-8e4f-0a1b2c3d4e5f")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("rejecting", () => {
  it("tells the customer the decision and keeps the reason inside", async () => {
    const { actor, applicationId } = await applicant();
    const reason = "Name on a list; do not tip off.";
    await decideApplication(deps, reviewer, { applicationId, decision: "reject", reason });
    const mails = await deps.db.mailMessage.findMany({ where: { recipient: actor.email } });
    expect(mails.map((mail) => mail.body).join()).not.toContain(reason);
    const mine = await myApplication(deps, actor);
    expect(JSON.stringify(mine)).not.toContain(reason);
    expect(mine?.stages.at(-1)).toMatchObject({ id: "decision", state: "problem" });
    expect((await reviewApplication(deps, reviewer, { applicationId })).decision).toMatchObject({
      reason,
      by: reviewer.email,
    });
  });
});

describe("the clearing firm's answer", () => {
  it("opens the account under its number, once, and the customer sees it", async () => {
    const { actor, applicationId } = await applicant();
    const { accountId } = await approve(applicationId);
    await opened(accountId ?? "", "RT-10004417");
    await opened(accountId ?? "", "RT-10004417");
    expect(await myAccounts(deps, actor)).toEqual([
      {
        id: accountId,
        number: "RT-10004417",
        maskedNumber: "RT-••••4417",
        title: "Margaret Holm",
        typeTitle: "Individual, cash",
        status: "OPEN",
        openedOn: "2026-11-20",
      },
    ]);
    const mine = await myApplication(deps, actor);
    expect(mine?.stages.at(-1)).toMatchObject({ label: "Your account RT-10004417 is open", state: "done" });
    const mails = await deps.db.mailMessage.findMany({
      where: { recipient: actor.email, subject: { contains: "is open" } },
    });
    expect(mails).toHaveLength(1);
    await expect(opened(accountId ?? "", "RT-99999999")).rejects.toThrow("after RT-10004417");
    await expect(opened("01931b6e-8f2a-7c3d-8e4f-0a1b2c3d4e5f", "RT-1")).rejects.toThrow("not ours");
  });

  it("may be a refusal", async () => {
    const { actor, applicationId } = await applicant();
    const { accountId } = await approve(applicationId);
    const refuse = () =>
      deps.db.$transaction((tx) =>
        applyAccountEvent(tx, deps, {
          kind: "ACCOUNT_REFUSED",
          accountId: accountId ?? "",
          reason: "duplicate reference",
          at: "2026-11-20T15:00:01.000Z",
        }),
      );
    await refuse();
    await refuse();
    expect((await myAccounts(deps, actor))[0]).toMatchObject({ status: "CLOSED", number: null });
    expect((await myApplication(deps, actor))?.stages.at(-1)?.state).toBe("problem");
  });
});

describe("the desk", () => {
  it("lists what waits, the oldest first, with the worst flag, and finds people", async () => {
    const first = await applicant({ firstName: "Viktor", lastName: "Drax" });
    deps.clock.advance(60_000);
    const second = await applicant({ firstName: "Ingrid", lastName: "Vale" });
    const { applications } = await reviewQueue(deps, reviewer, { status: "SUBMITTED", search: "" });
    const ids = applications.map((line) => line.id);
    expect(ids.indexOf(first.applicationId)).toBeLessThan(ids.indexOf(second.applicationId));
    expect(applications.find((line) => line.id === first.applicationId)).toMatchObject({
      name: "Viktor Drax",
      about: "Oregon · Individual, cash",
      flag: "REVIEW",
    });
    const found = await reviewQueue(deps, reviewer, { status: "SUBMITTED", search: "ingrid va" });
    expect(found.applications.map((line) => line.id)).toEqual([second.applicationId]);
    expect(
      (await reviewQueue(deps, reviewer, { status: "SUBMITTED", search: "100%_" })).applications,
    ).toEqual([]);
  });

  it("shows an account with its owner, balances and history, and restricts it once", async () => {
    const { actor, applicationId } = await applicant({ firstName: "Ragna", lastName: "Lind" });
    const { accountId } = await approve(applicationId);
    await opened(accountId ?? "", "RT-10005501");
    const restriction = {
      accountIds: [accountId ?? ""],
      kind: "NO_BUSINESS",
      cause: "SHORT",
      reason: "R01",
      exchangeAt: deps.clock.now(),
    } as const;
    await deps.db.$transaction((tx) => restrictAccounts(tx, deps, "SYSTEM", restriction));
    await deps.db.$transaction((tx) => restrictAccounts(tx, deps, "SYSTEM", restriction));
    const detail = await accountDetail(deps, reviewer, { accountId: accountId ?? "" });
    expect(detail).toMatchObject({
      status: "RESTRICTED",
      owners: [{ email: actor.email, role: "OWNER" }],
      balances: { available: "0.00" },
      application: { id: applicationId },
    });
    expect(detail.history.filter((entry) => entry.action === "account.restricted")).toHaveLength(1);
    const byMail = await listAccounts(deps, { search: actor.email.toUpperCase() });
    expect(byMail.accounts.map((line) => line.id)).toEqual([accountId]);
    expect((await listAccounts(deps, { search: "RT-10005501", status: "OPEN" })).accounts).toEqual([]);
  });
});
