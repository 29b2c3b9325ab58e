import { beforeEach, describe, expect, it } from "vitest";
import { firmCommand } from "@/domain/clearing/messages";
import type { SaveStepInput } from "@/domain/onboarding/steps";
import { personsOf } from "@/domain/onboarding/persons";
import { instantFromIso } from "@/domain/time/instant";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { completeCoOwner, draftApplication, invitationToken } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { printSignedPapers } from "@/server/documents";
import { decideApplication } from "@/server/onboarding/decide-application";
import { acceptInvitation, inviteAgain, readInvitation } from "@/server/onboarding/invite-co-owner";
import { besideOf, partsOf } from "@/server/onboarding/own-application";
import { myApplication, myCoOwnership } from "@/server/onboarding/queries";
import { saveStep } from "@/server/onboarding/save-step";
import { submitApplication } from "@/server/onboarding/submit-application";
import type { Actor } from "@/server/platform/actor";
import { sha256 } from "@/server/platform/crypto";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const origin = { ip: "192.0.2.7", userAgent: "test" };
const MORNING = instantFromIso("2026-11-20T15:00:00Z");
let deps: TestDeps;
let counter = 0;
let actor: Actor;
let reviewer: Actor;

const person = (name = "Margaret Holm") =>
  createActor(deps.db, { email: `owner${++counter}@example.com`, displayName: name }, deps.clock.now());
const freshSsn = () => `2191${String(10000 + ++counter)}`;
const save = (applicationId: string, step: string, given: object, as = actor, version?: number) =>
  saveStep(deps, as, { applicationId, version, step, answers: given } as SaveStepInput, origin);

beforeEach(async () => {
  deps = testDeps(database);
  deps.clock.advance(MORNING - deps.clock.now());
  actor = await person();
  reviewer = await createActor(
    deps.db,
    { email: `reviewer${++counter}@example.com`, role: "REVIEWER" },
    deps.clock.now(),
  );
});

/** Approves, and gives back what the clearing firm is asked. */
async function opened(applicationId: string) {
  const { accountId } = await decideApplication(deps, reviewer, {
    applicationId,
    decision: "approve",
    reason: "All is there.",
  });
  const asked = await deps.db.outbox.findFirstOrThrow({
    where: { kind: "OPEN_ACCOUNT", payload: { path: ["accountId"], equals: accountId ?? "" } },
  });
  const holders = await deps.db.accountHolder.findMany({ where: { accountId: accountId ?? "" } });
  return { command: firmCommand.parse(asked.payload), holders, accountId };
}

describe("a joint account", () => {
  const joint = async (seed: AnswersSeed = {}) => {
    const email = `ida${++counter}@example.com`;
    const id = await draftApplication(deps, actor, {
      accountType: "JOINT_TIC_CASH",
      ssn: freshSsn(),
      ...seed,
      coOwner: { email, ...seed.coOwner },
    });
    return { id, email };
  };

  it("is filled in and signed by each owner apart, and belongs to both", async () => {
    const { id, email } = await joint();
    const ida = await person("Ida Holm");
    const ssn = freshSsn();
    await expect(submitApplication(deps, actor, { applicationId: id })).rejects.toMatchObject({
      code: "APPLICATION_INCOMPLETE",
      fields: [{ path: "co-owner", message: expect.stringContaining("has not opened the invitation") }],
    });
    expect(await myApplication(deps, actor)).toMatchObject({ nextStep: "review" });
    await completeCoOwner(deps, ida, { invitedAs: email, firstName: "Ida", birthDate: "1983-04-02", ssn });
    const seen = await myApplication(deps, actor);
    expect(seen?.coOwner).toEqual({ name: "Ida Holm", email, hasJoined: true, missing: [] });
    expect(JSON.stringify(seen)).not.toContain(ssn.slice(-4));
    expect(await myCoOwnership(deps, ida)).toMatchObject({
      part: "CO_OWNER",
      shares: { own: "40", other: "60" },
      nextStep: "review",
      firstOwner: { name: "Margaret Holm", missing: [] },
    });
    await expect(submitApplication(deps, ida, { applicationId: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await submitApplication(deps, actor, { applicationId: id });
    const accepted = await deps.db.agreementAcceptance.groupBy({
      by: ["signedName"],
      where: { applicationId: id, agreementKey: "joint-tic" },
      _count: true,
    });
    expect(accepted.map((row) => [row.signedName, row._count]).sort()).toEqual([
      ["Ida Holm", 1],
      ["Margaret Holm", 1],
    ]);
    const { command, holders } = await opened(id);
    expect(command).toMatchObject({
      title: "Margaret Holm & Ida Holm TEN COM",
      registration: "JOINT_TIC",
      tax: { form: "W9" },
    });
    expect(holders.map((holder) => holder.userId).sort()).toEqual([actor.userId, ida.userId].sort());
  });

  it("wants a new signature when the shares change", async () => {
    const { id, email } = await joint();
    const ida = await person("Ida Holm");
    await completeCoOwner(deps, ida, { invitedAs: email, firstName: "Ida", ssn: freshSsn() });
    const answers = applicationAnswers({ accountType: "JOINT_TIC_CASH" })["co-owner"];
    await save(id, "co-owner", { ...answers, email, shares: { own: "70", coOwner: "30" } });
    const [mine, hers] = [await myApplication(deps, actor), await myCoOwnership(deps, ida)];
    expect(mine?.steps.filter((step) => !step.isDone).map((step) => step.id)).toEqual([
      "co-owner",
      "agreements",
    ]);
    expect(hers?.nextStep).toBe("agreements");
  });

  it("that is made one person's lets nobody else in", async () => {
    const { id, email } = await joint();
    const ida = await person("Ida Holm");
    await acceptInvitation(deps, ida, { token: await invitationToken(deps, email) }, origin);
    await save(id, "account-type", { accountType: "INDIVIDUAL_CASH" });
    expect(await myCoOwnership(deps, ida)).toBeNull();
    await expect(save(id, "address", applicationAnswers().address, ida)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await myApplication(deps, actor)).toMatchObject({ coOwner: null, nextStep: "review" });
  });

  it("is accepted once, by somebody else than who invites", async () => {
    const { id, email } = await joint();
    const token = await invitationToken(deps, email);
    expect(await readInvitation(deps, { token }, origin)).toMatchObject({
      inviter: "Margaret Holm",
      shares: { coOwner: "40" },
    });
    await expect(acceptInvitation(deps, actor, { token }, origin)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const [one, two] = [await person(), await person()];
    const results = await Promise.allSettled(
      [one, two, one, two].map((who) => acceptInvitation(deps, who, { token }, origin)),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    await expect(readInvitation(deps, { token }, origin)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    const answers = applicationAnswers({ accountType: "JOINT_TIC_CASH" })["co-owner"];
    await expect(save(id, "co-owner", { ...answers, email: "other@example.com" })).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await expect(inviteAgain(deps, actor, { applicationId: id }, origin)).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("sends a new link to a new address, for fourteen days", async () => {
    const { id, email } = await joint();
    const first = await invitationToken(deps, email);
    await inviteAgain(deps, actor, { applicationId: id }, origin);
    const second = await invitationToken(deps, email);
    await expect(readInvitation(deps, { token: first }, origin)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    deps.clock.advance(14 * 86_400_000 + 1);
    await expect(readInvitation(deps, { token: second }, origin)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    const answers = applicationAnswers({ accountType: "JOINT_TIC_CASH" })["co-owner"];
    await expect(save(id, "co-owner", { ...answers, email: actor.email })).rejects.toMatchObject({
      fields: [{ path: "answers.email" }],
    });
  });
});

describe("an entity", () => {
  const OTHER = {
    who: "OTHER" as const,
    key: "p1a2b3c4",
    firstName: "Tobias",
    middleName: null,
    lastName: "Grieg",
    birthDate: "1970-01-02",
    citizenship: "US",
    identification: { kind: "SSN" as const, number: "219125555" },
    address: {
      country: "US" as const,
      line1: "1 Larch Avenue",
      line2: null,
      city: "Portland",
      state: "OR",
      postalCode: "97205",
    },
  };

  it("keeps the numbers of everybody sealed, and knows who they are", async () => {
    const id = await draftApplication(deps, actor, {
      accountType: "LLC_MARGIN",
      ssn: freshSsn(),
      owners: {
        beneficialOwners: [
          { who: "SIGNER", share: "60" },
          { ...OTHER, share: "40" },
        ],
      },
    });
    const row = await deps.db.application.findUniqueOrThrow({ where: { id } });
    const beside = await besideOf(deps.db, row);
    const numbers = await deps.db.numberOnFile.findMany({ where: { applicationId: id } });
    expect(JSON.stringify([row, numbers])).not.toMatch(/219125555|843216789/);
    const people = personsOf(partsOf({ application: row, ...beside }));
    expect(people.map(({ key, roles, share }) => ({ key, roles, share }))).toEqual([
      { key: "applicant", roles: ["SIGNER", "BENEFICIAL_OWNER", "CONTROL_PERSON"], share: "60" },
      { key: "person:p1a2b3c4", roles: ["BENEFICIAL_OWNER"], share: "40" },
    ]);
    // Saved again without the number, it stays; left out, it is forgotten.
    const answers = applicationAnswers({ accountType: "LLC_MARGIN" }).owners;
    const kept = { ...OTHER, identification: { kind: "SSN", number: null }, share: "30" };
    await save(id, "owners", { ...answers, beneficialOwners: [kept] });
    expect((await myApplication(deps, actor))?.numbersOnFile["person:p1a2b3c4"]?.last4).toBe("5555");
    await save(id, "owners", answers);
    expect((await myApplication(deps, actor))?.numbersOnFile["person:p1a2b3c4"]).toBeUndefined();
    await submitApplication(deps, actor, { applicationId: id });
    const { command, holders } = await opened(id);
    expect(command).toMatchObject({ title: "Holm Holdings LLC", registration: "LLC", accountType: "MARGIN" });
    expect(holders[0]).toMatchObject({ userId: actor.userId, role: "SIGNER" });
  });

  it("is not sent without a paper that shows that it exists", async () => {
    const id = await draftApplication(deps, actor, { accountType: "CORPORATION_CASH", ssn: freshSsn() });
    await deps.db.evidencePaper.updateMany({
      where: { subjectId: id },
      data: { removedAt: new Date(deps.clock.now()) },
    });
    await expect(save(id, "documents", { sent: true })).rejects.toMatchObject({
      fields: [{ path: "answers.sent", message: expect.stringContaining("articles of incorporation") }],
    });
    await expect(submitApplication(deps, actor, { applicationId: id })).rejects.toMatchObject({
      code: "APPLICATION_INCOMPLETE",
      fields: [{ path: "documents" }],
    });
  });

  it("refuses shares above the whole, a missing number, and a capacity that the kind does not have", async () => {
    const id = await draftApplication(deps, actor, { accountType: "TRUST_CASH", ssn: freshSsn() });
    const answers = applicationAnswers({ accountType: "TRUST_CASH" });
    const without = { ...OTHER, identification: { kind: "SSN", number: null }, share: "30" };
    await expect(
      save(id, "owners", { ...answers.owners, beneficialOwners: [without] }),
    ).rejects.toMatchObject({ fields: [{ path: "answers.beneficialOwners.0.identification.number" }] });
    await expect(save(id, "entity", { ...answers.entity, capacity: "MANAGER" })).rejects.toMatchObject({
      fields: [{ path: "answers.capacity" }],
    });
    await submitApplication(deps, actor, { applicationId: id });
    expect((await opened(id)).command).toMatchObject({
      title: "Holm Family Trust U/A DTD 03/09/2019",
      registration: "TRUST",
    });
  });
});

describe("a tax form", () => {
  const GERMAN: AnswersSeed = {
    identity: {
      citizenship: "DE",
      identification: {
        kind: "FOREIGN_PASSPORT",
        number: "C01X00T47",
        country: "DE",
        expiresOn: "2031-05-01",
      },
    },
    address: {
      country: "DE",
      line1: "Am Wall 18",
      line2: null,
      city: "Bremen",
      region: null,
      postalCode: "28195",
      phone: "+494215550142",
    },
  };

  it("decides what is withheld: the treaty that is claimed, to the end of the third year after", async () => {
    const id = await draftApplication(deps, actor, GERMAN);
    await submitApplication(deps, actor, { applicationId: id });
    expect((await opened(id)).command).toMatchObject({
      tax: { form: "W8BEN", country: "DE", claimsTreaty: true, validThrough: "2029-12-31" },
    });
    const [form] = await deps.db.signedTaxForm.findMany({ where: { applicationId: id } });
    expect(form).toMatchObject({ form: "W8BEN", treatyCountry: "DE", signedName: "Margaret Holm" });
    await expect(
      deps.db.signedTaxForm.updateMany({ where: { applicationId: id }, data: { country: "US" } }),
    ).rejects.toThrow();
  });

  it("that does not fit is refused, and asked for again when the facts change", async () => {
    const id = await draftApplication(deps, actor, { ssn: freshSsn() });
    const foreign = applicationAnswers(GERMAN);
    await expect(save(id, "tax-form", foreign["tax-form"])).rejects.toMatchObject({
      fields: [{ path: "answers.form" }],
    });
    await save(id, "identity", foreign.identity);
    const moved = await save(id, "address", foreign.address);
    expect(moved.taxForm).toMatchObject({ fitting: "W8BEN", country: "DE", treatyRate: "0.15" });
    expect(moved.nextStep).toBe("tax-form");
  });
});

describe("what was signed", () => {
  it("is a paper with hash, time and address for each signer, which never changes", async () => {
    const id = await draftApplication(deps, actor, { ssn: freshSsn() });
    await submitApplication(deps, actor, { applicationId: id });
    await printSignedPapers(deps, { max: 50 });
    const papers = await deps.db.signedPaper.findMany({
      where: { applicationId: id },
      include: { content: true },
      orderBy: { kind: "asc" },
    });
    expect(papers.map((paper) => paper.kind)).toEqual(["AGREEMENTS", "TAX_FORM"]);
    for (const { content, ip } of papers) {
      expect(ip).toBe("192.0.2.7");
      expect(Buffer.from(content?.bytes ?? []).toString("latin1", 0, 5)).toBe("%PDF-");
      expect(content?.sha256).toBe(sha256(content?.bytes ?? new Uint8Array()));
    }
    await expect(deps.db.signedPaper.deleteMany({ where: { applicationId: id } })).rejects.toThrow();
    await expect(deps.db.signedPaperContent.updateMany({ data: { sha256: "0" } })).rejects.toThrow();
  });
});

it("a page that is older than the draft is sent back, and nothing is overwritten", async () => {
  const id = await draftApplication(deps, actor, { ssn: freshSsn() });
  const { address } = applicationAnswers();
  const version = (await myApplication(deps, actor))?.version ?? 0;
  await save(id, "address", { ...address, city: "Salem" }, actor, version);
  await expect(save(id, "address", { ...address, city: "Eugene" }, actor, version)).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("another tab"),
  });
  expect((await myApplication(deps, actor))?.answers.address?.city).toBe("Salem");
});
