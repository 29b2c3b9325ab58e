import { beforeEach, describe, expect, it } from "vitest";
import type { AnswersSeed } from "@/prisma/factories/application-answers";
import { submittedApplication } from "@/prisma/factories/applications";
import { instantFromIso } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { decide } from "@/server/approvals";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { answerQuestion, ownThread } from "@/server/onboarding/answer-question";
import { askForMore } from "@/server/onboarding/ask-for-more";
import { assignApplication } from "@/server/onboarding/assign-application";
import { decideApplication } from "@/server/onboarding/decide-application";
import { escalateApplication } from "@/server/onboarding/escalate-application";
import { queueInput } from "@/domain/onboarding/inputs";
import { queueViews, removeQueueView, saveQueueView } from "@/server/onboarding/queue-views";
import { reviewQueue } from "@/server/onboarding/review-queue";
import { proposeUnmask, showTaxId } from "@/server/onboarding/unmask-tax-id";
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
  createActor(deps.db, { email: `desk${++counter}@example.com`, role }, deps.clock.now());

async function applicant(seed: AnswersSeed = {}): Promise<{ actor: Actor; applicationId: string }> {
  const actor = await person();
  const ssn = `2190${String(20000 + counter)}`;
  const birthDate = `1975-04-${String(10 + (++counter % 18))}`;
  return { actor, applicationId: await submittedApplication(deps, actor, { ssn, birthDate, ...seed }) };
}
const statusOf = async (id: string) =>
  (await deps.db.application.findUniqueOrThrow({ where: { id } })).status;
const approve = (applicationId: string, by = reviewer) =>
  decideApplication(deps, by, { applicationId, decision: "approve", reason: "Papers agree." });
const ask = (applicationId: string, by = reviewer) =>
  askForMore(deps, by, {
    applicationId,
    question: "Since when do you live there?",
    reason: "The bill is old.",
  });
const move = (applicationId: string, direction: "up" | "down", by = reviewer) =>
  escalateApplication(deps, by, { applicationId, direction, reason: "A name that needs an administrator." });

beforeEach(async () => {
  deps = testDeps(database);
  deps.clock.advance(MORNING - deps.clock.now());
  reviewer = await person("REVIEWER");
});

describe("asking for more", () => {
  it("waits for the customer's answer, and then the application can be approved", async () => {
    const { actor, applicationId } = await applicant();
    expect(await ask(applicationId)).toEqual({ status: "INFO_REQUESTED" });
    await expect(approve(applicationId)).rejects.toMatchObject({ code: "CONFLICT" });
    const mail = await deps.db.mailMessage.findMany({ where: { recipient: actor.email } });
    expect(mail.map(({ subject }) => subject)).toContainEqual(expect.stringContaining("A question about"));
    expect(JSON.stringify(mail)).not.toContain("Since when");
    const thread = await ownThread(deps, actor, { applicationId });
    expect(thread).toMatchObject({ awaitsAnswer: true, messages: [{ side: "FIRM" }] });
    expect(JSON.stringify(thread)).not.toContain("The bill is old");
    const answered = await answerQuestion(deps, actor, { applicationId, answer: "Since May." });
    expect(answered).toMatchObject({ status: "SUBMITTED", awaitsAnswer: false });
    expect(answered.messages.map(({ side }) => side)).toEqual(["FIRM", "CUSTOMER"]);
    expect((await approve(applicationId)).status).toBe("APPROVED");
  });

  it("takes one answer, and only the applicant's", async () => {
    const { actor, applicationId } = await applicant();
    const answer = (by: Actor) => answerQuestion(deps, by, { applicationId, answer: "Since May." });
    await expect(answer(actor)).rejects.toMatchObject({ code: "CONFLICT" });
    await ask(applicationId);
    await expect(answer(await person())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(ownThread(deps, reviewer, { applicationId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const answers = await Promise.allSettled([answer(actor), answer(actor), answer(actor)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(deps.db.applicationMessage.deleteMany({ where: { applicationId } })).rejects.toThrow();
  });

  it("can end in a rejection without an answer", async () => {
    const { applicationId } = await applicant();
    await ask(applicationId);
    const by = { applicationId, decision: "reject", reason: "No answer for sixty days." } as const;
    expect((await decideApplication(deps, reviewer, by)).status).toBe("REJECTED");
    await expect(ask(applicationId)).rejects.toMatchObject({ code: "APPLICATION_ALREADY_DECIDED" });
  });
});

describe("escalating", () => {
  it("leaves the decision to an administrator, also after a question", async () => {
    const { actor, applicationId } = await applicant();
    const admin = await person("ADMIN");
    expect(await move(applicationId, "up")).toEqual({ status: "ESCALATED" });
    await expect(approve(applicationId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(ask(applicationId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await ask(applicationId, admin);
    await answerQuestion(deps, actor, { applicationId, answer: "Since May." });
    expect(await statusOf(applicationId)).toBe("ESCALATED");
    await expect(move(applicationId, "down")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await approve(applicationId, admin)).status).toBe("APPROVED");
  });

  it("can be given back to the reviewers", async () => {
    const { applicationId } = await applicant();
    await move(applicationId, "up");
    await move(applicationId, "down", await person("ADMIN"));
    expect((await approve(applicationId)).status).toBe("APPROVED");
  });

  it("is nobody's own business", async () => {
    const own = await person("REVIEWER");
    const applicationId = await submittedApplication(deps, own, {
      ssn: "219096111",
      birthDate: "1969-01-02",
    });
    const refused = { code: "MAKER_IS_CHECKER" };
    await expect(move(applicationId, "up", own)).rejects.toMatchObject(refused);
    await expect(ask(applicationId, own)).rejects.toMatchObject(refused);
    await expect(approve(applicationId, own)).rejects.toMatchObject(refused);
  });
});

describe("assigning", () => {
  it("gives an application to one of many who claim it", async () => {
    const { applicationId } = await applicant();
    const desk = await Promise.all(Array.from({ length: 6 }, () => person("REVIEWER")));
    const claims = await Promise.allSettled(
      desk.map((by) => assignApplication(deps, by, { applicationId, to: "me" })),
    );
    expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const other = desk[0] as Actor;
    await assignApplication(deps, reviewer, { applicationId, to: other.userId });
    const row = await deps.db.application.findUniqueOrThrow({ where: { id: applicationId } });
    expect(row.assignedTo).toBe(other.userId);
    expect(await assignApplication(deps, reviewer, { applicationId, to: null })).toEqual({
      assignedTo: null,
    });
  });

  it("takes nobody from outside, and not the applicant", async () => {
    const { actor, applicationId } = await applicant();
    await expect(
      assignApplication(deps, reviewer, { applicationId, to: actor.userId }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const own = await person("REVIEWER");
    const theirs = await submittedApplication(deps, own, { ssn: "219096112", birthDate: "1969-01-03" });
    await expect(
      assignApplication(deps, reviewer, { applicationId: theirs, to: own.userId }),
    ).rejects.toMatchObject({ code: "MAKER_IS_CHECKER" });
  });
});

describe("a tax id", () => {
  const permit = (by: Actor, approvalId: string) =>
    decide(deps, by, { approvalId, answer: "approve", reason: "It is needed." }, APPROVAL_EFFECTS);

  it("is seen once, by whoever asked, after somebody else has approved", async () => {
    const { applicationId } = await applicant({ ssn: "219091234" });
    const other = await person("REVIEWER");
    const reason = "The number does not match the card.";
    const { approvalId } = await proposeUnmask(deps, reviewer, {
      applicationId,
      person: "applicant",
      reason,
    });
    await expect(showTaxId(deps, reviewer, { approvalId })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(permit(reviewer, approvalId)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await permit(other, approvalId);
    await expect(showTaxId(deps, other, { approvalId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await showTaxId(deps, reviewer, { approvalId })).toEqual({ number: "219091234", seconds: 30 });
    await expect(showTaxId(deps, reviewer, { approvalId })).rejects.toMatchObject({ code: "CONFLICT" });
    const trail = await deps.db.auditEvent.findMany({ where: { subjectId: applicationId } });
    expect(trail.map(({ action }) => action)).toContain("tax_id.shown");
    expect(JSON.stringify(trail)).not.toContain("219091234");
  });

  it("of a co-owner and of an owner of a company is theirs", async () => {
    const llc = await applicant({ accountType: "LLC_CASH" });
    const beside = await deps.db.numberOnFile.findFirstOrThrow({
      where: { applicationId: llc.applicationId, subject: { in: ["entity"] } },
    });
    const reason = "The number does not match the register.";
    const asked = { applicationId: llc.applicationId, person: beside.subject, reason };
    const { approvalId } = await proposeUnmask(deps, reviewer, asked);
    await permit(await person("REVIEWER"), approvalId);
    const { number } = await showTaxId(deps, reviewer, { approvalId });
    expect(number.endsWith(beside.last4)).toBe(true);
    await expect(proposeUnmask(deps, reviewer, { ...asked, person: "co-owner" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("is not shown of oneself, nor long after", async () => {
    const own = await person("REVIEWER");
    const applicationId = await submittedApplication(deps, own, {
      ssn: "219096113",
      birthDate: "1969-01-04",
    });
    const reason = "The number does not match the card.";
    const { approvalId } = await proposeUnmask(deps, reviewer, {
      applicationId,
      person: "applicant",
      reason,
    });
    await expect(permit(own, approvalId)).rejects.toMatchObject({ code: "MAKER_IS_CHECKER" });
    await permit(await person("ADMIN"), approvalId);
    deps.clock.advance(15 * 60_000);
    await expect(showTaxId(deps, reviewer, { approvalId })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("the queue", () => {
  it("is filtered by kind, country, checks, assignee and age, and its views are one's own", async () => {
    const listed = await applicant({ firstName: "Viktor", lastName: "Drax" });
    const plain = await applicant({ firstName: "Plain", lastName: "Person" });
    await assignApplication(deps, reviewer, { applicationId: plain.applicationId, to: "me" });
    const mine = [listed.applicationId, plain.applicationId];
    const found = async (filters: object) => {
      const { applications } = await reviewQueue(deps, reviewer, queueInput.parse(filters));
      return applications.map(({ id }) => id).filter((id) => mine.includes(id));
    };
    expect(await found({})).toEqual(mine);
    expect(await found({ flag: "REVIEW" })).toEqual([listed.applicationId]);
    expect(await found({ flag: "CLEAR" })).toEqual([plain.applicationId]);
    expect(await found({ flag: "FAIL" })).toEqual([]);
    expect(await found({ assignee: "me" })).toEqual([plain.applicationId]);
    expect(await found({ assignee: "nobody" })).toEqual([listed.applicationId]);
    expect(await found({ accountType: "LLC_CASH" })).toEqual([]);
    expect(await found({ country: "US" })).toEqual(mine);
    expect(await found({ country: "NO" })).toEqual([]);
    expect(await found({ search: "viktor dr" })).toEqual([listed.applicationId]);
    expect(await found({ olderThanDays: 3 })).toEqual([]);
    deps.clock.advance(4 * 24 * 60 * 60_000);
    expect(await found({ olderThanDays: 3 })).toEqual(mine);
    const view = {
      name: "Old ones",
      filters: { status: "SUBMITTED", search: "", olderThanDays: 3 },
    } as const;
    expect(await saveQueueView(deps, reviewer, view)).toHaveLength(1);
    const [kept] = await saveQueueView(deps, reviewer, {
      ...view,
      filters: { ...view.filters, olderThanDays: 7 },
    });
    expect(kept?.filters).toMatchObject({ olderThanDays: 7 });
    const other = await person("REVIEWER");
    expect(await queueViews(deps, other)).toEqual([]);
    await expect(removeQueueView(deps, other, { viewId: kept?.id ?? "" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await removeQueueView(deps, reviewer, { viewId: kept?.id ?? "" })).toEqual([]);
  });
});
