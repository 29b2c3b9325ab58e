import { beforeEach, describe, expect, it } from "vitest";
import { agreementsFor, noticesFor } from "@/domain/onboarding/agreements";
import type { SaveStepInput } from "@/domain/onboarding/steps";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { draftApplication, submittedApplication } from "@/prisma/factories/applications";
import { instantFromIso } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { myApplication } from "@/server/onboarding/queries";
import { saveStep } from "@/server/onboarding/save-step";
import { startApplication } from "@/server/onboarding/start-application";
import { submitApplication } from "@/server/onboarding/submit-application";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const origin = { ip: "192.0.2.7", userAgent: "test" };
const answers = applicationAnswers();
/** Wall time stands here, so that ages and days are the same whenever the tests run. */
const MORNING = instantFromIso("2026-11-20T15:00:00Z");
let deps: TestDeps;
let counter = 0;
let actor: Actor;

const person = () => createActor(deps.db, { email: `person${++counter}@example.com` }, deps.clock.now());
/** Valid Social Security numbers, another one each time. */
const freshSsn = () => `2190${String(10000 + ++counter)}`;

beforeEach(async () => {
  deps = testDeps(database);
  deps.clock.advance(MORNING - deps.clock.now());
  actor = await person();
});

const save = (applicationId: string, step: string, given: object, as = actor) =>
  saveStep(deps, as, { applicationId, step, answers: given } as SaveStepInput, origin);

describe("a draft", () => {
  it("is one per person, however many tabs begin it", async () => {
    const begun = await Promise.all(
      Array.from({ length: 8 }, () => startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" })),
    );
    expect(new Set(begun.map((application) => application.id)).size).toBe(1);
    expect(begun[0]?.number).toMatch(/^2026-\d{5}$/);
    expect(begun[0]).toMatchObject({ status: "DRAFT", nextStep: "identity", stages: [] });
  });

  it("keeps each step as it is saved, also when two are saved at once", async () => {
    const { id } = await startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" });
    await Promise.all([
      save(id, "address", answers.address),
      save(id, "employment", answers.employment),
      save(id, "profile", answers.profile),
    ]);
    const application = await myApplication(deps, actor);
    expect(application?.answers.address).toEqual(answers.address);
    expect(application?.answers.employment).toEqual(answers.employment);
    expect(application?.answers.profile).toEqual(answers.profile);
    expect(application?.steps.filter((step) => step.isDone).map((step) => step.id)).toEqual([
      "account-type",
      "address",
      "employment",
      "profile",
    ]);
  });

  it("keeps the number encrypted only, and gives back its last four digits", async () => {
    const { id } = await startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" });
    const ssn = freshSsn();
    const saved = await save(id, "identity", {
      ...answers.identity,
      identification: { kind: "SSN", number: ssn },
    });
    expect(saved.numberOnFile).toEqual({ kind: "SSN", last4: ssn.slice(-4) });
    expect(JSON.stringify(saved)).not.toContain(ssn);
    const [row] = await deps.db.$queryRaw<{ text: string; sealed: string }[]>`
      select a::text as text, a.tax_id_ciphertext as sealed from portal.application a where id = ${id}::uuid`;
    expect(row?.text).not.toContain(ssn);
    expect(deps.cipher.decrypt(row?.sealed ?? "", `application:${id}:identification`)).toBe(ssn);
    const events = await deps.db.$queryRaw<
      { text: string }[]
    >`select e::text as text from portal.audit_event e`;
    expect(events.map((event) => event.text).join("\n")).not.toContain(ssn);
  });

  it("keeps the number on file when the step is saved again without it, and asks when the kind changes", async () => {
    const { id } = await startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" });
    await expect(
      save(id, "identity", { ...answers.identity, identification: { kind: "SSN", number: null } }),
    ).rejects.toMatchObject({ code: "VALIDATION", fields: [{ path: "answers.identification.number" }] });
    await save(id, "identity", answers.identity);
    const again = await save(id, "identity", {
      ...answers.identity,
      firstName: "Margit",
      identification: { kind: "SSN", number: null },
    });
    expect(again.numberOnFile).toEqual({ kind: "SSN", last4: "6789" });
    expect(again.answers.identity?.firstName).toBe("Margit");
    await expect(
      save(id, "identity", { ...answers.identity, identification: { kind: "ITIN", number: null } }),
    ).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("refuses minors beside the field", async () => {
    const { id } = await startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" });
    await expect(
      save(id, "identity", { ...answers.identity, birthDate: "2010-01-01" }),
    ).rejects.toMatchObject({
      code: "VALIDATION",
      fields: [{ path: "answers.birthDate" }],
    });
    expect((await myApplication(deps, actor))?.answers.identity).toBeUndefined();
  });

  it("is signed with the name of its owner, for all texts", async () => {
    const { id } = await startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" });
    await save(id, "identity", answers.identity);
    await expect(
      save(id, "agreements", { ...answers.agreements, signedName: "Somebody Else" }),
    ).rejects.toMatchObject({
      fields: [{ path: "answers.signedName" }],
    });
    await expect(
      save(id, "agreements", { ...answers.agreements, accepted: answers.agreements.accepted.slice(1) }),
    ).rejects.toMatchObject({ fields: [{ path: "answers.accepted" }] });
    const saved = await save(id, "agreements", answers.agreements);
    expect(saved.answers.agreements).toEqual(answers.agreements);
  });

  it("is nobody else's: reading, saving and submitting it answer NOT_FOUND", async () => {
    const id = await draftApplication(deps, actor, { ssn: freshSsn() });
    const other = await person();
    expect(await myApplication(deps, other)).toBeNull();
    await expect(save(id, "address", answers.address, other)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(submitApplication(deps, other, { applicationId: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("submitting", () => {
  it("names what is missing and changes nothing", async () => {
    const { id } = await startApplication(deps, actor, { accountType: "INDIVIDUAL_CASH" });
    await save(id, "identity", answers.identity);
    await expect(submitApplication(deps, actor, { applicationId: id })).rejects.toMatchObject({
      code: "APPLICATION_INCOMPLETE",
      fields: [
        { path: "address" },
        { path: "employment" },
        { path: "profile" },
        { path: "tax-form" },
        { path: "disclosures" },
        { path: "agreements" },
      ],
    });
    expect((await myApplication(deps, actor))?.status).toBe("DRAFT");
    expect(await deps.db.applicationCheck.count({ where: { applicationId: id } })).toBe(0);
  });

  it("runs the checks, keeps the signatures and closes the form", async () => {
    const id = await draftApplication(deps, actor, { ssn: freshSsn() });
    const submitted = await submitApplication(deps, actor, { applicationId: id });
    expect(submitted.status).toBe("SUBMITTED");
    expect(submitted.stages.map((stage) => stage.state)).toEqual(["done", "current", "todo", "todo"]);
    const checks = await deps.db.applicationCheck.findMany({ where: { applicationId: id } });
    expect(checks).toHaveLength(9);
    const accepted = await deps.db.agreementAcceptance.findMany({ where: { applicationId: id } });
    expect(accepted.map((row) => row.sha256).sort()).toEqual(
      [...noticesFor("INDIVIDUAL_CASH"), ...agreementsFor("INDIVIDUAL_CASH")]
        .map((text) => text.sha256)
        .sort(),
    );
    expect(accepted[0]).toMatchObject({ signedName: "Margaret Holm", ip: "192.0.2.7" });
    await expect(save(id, "address", answers.address)).rejects.toMatchObject({
      code: "APPLICATION_NOT_EDITABLE",
    });
    await expect(submitApplication(deps, actor, { applicationId: id })).rejects.toMatchObject({
      code: "APPLICATION_NOT_EDITABLE",
    });
    await expect(deps.db.agreementAcceptance.deleteMany({ where: { applicationId: id } })).rejects.toThrow();
  });

  it("happens once in two tabs", async () => {
    const id = await draftApplication(deps, actor, { ssn: freshSsn() });
    const results = await Promise.allSettled([
      submitApplication(deps, actor, { applicationId: id }),
      submitApplication(deps, actor, { applicationId: id }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("notices one person behind two sign-ins, even at the same moment", async () => {
    const [one, two] = [await person(), await person()];
    const ssn = freshSsn();
    const ids = [
      await draftApplication(deps, one, { ssn, birthDate: "1970-05-05" }),
      await draftApplication(deps, two, { ssn, birthDate: "1971-06-06", firstName: "Greta" }),
    ];
    await Promise.all([
      submitApplication(deps, one, { applicationId: ids[0] ?? "" }),
      submitApplication(deps, two, { applicationId: ids[1] ?? "" }),
    ]);
    const found = await deps.db.applicationCheck.findMany({
      where: { applicationId: { in: ids }, kind: "SAME_PERSON" },
    });
    expect(found.map((check) => check.outcome).sort()).toEqual(["CLEAR", "REVIEW"]);
  });

  it("notices the same name and birth date under another number", async () => {
    const seed = { firstName: "Solveig", lastName: "Aas", birthDate: "1969-07-20" };
    await submittedApplication(deps, await person(), { ...seed, ssn: freshSsn() });
    const id = await submittedApplication(deps, actor, { ...seed, lastName: "Ås", ssn: freshSsn() });
    const check = await deps.db.applicationCheck.findFirst({
      where: { applicationId: id, kind: "SAME_PERSON" },
    });
    expect(check?.summary).toMatch(/^Name and birth date also in 2026-/);
  });
});
