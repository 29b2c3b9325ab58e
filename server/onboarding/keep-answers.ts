import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import type { NamedPerson, OwnersAnswers } from "@/domain/onboarding/entity-inputs";
import { entityProblem, ownersProblem } from "@/domain/onboarding/missing-steps";
import type { StepAnswers } from "@/domain/onboarding/steps";
import { taxFormProblem } from "@/domain/onboarding/tax-forms";
import { localDateOf } from "@/domain/time/instant";
import { formOf, subjectOf } from "@/server/onboarding/own-application";
import type { Saving } from "@/server/onboarding/saving";
import { fieldError, forgetNumbers, keepNumber, registerOf } from "@/server/onboarding/sealed-numbers";

/** The steps whose answers hold numbers of somebody else than the applicant: what is kept of them, and what is sealed. */

function refuse(problem: { path: string; message: string } | null): void {
  if (problem) throw fieldError(problem.path, problem.message);
}

const todayOf = ({ deps }: Saving) => localDateOf(deps.clock.now());

/** The entity, its number sealed beside the form. */
export async function keepEntity(saving: Saving, answers: StepAnswers["entity"]): Promise<object> {
  const { tx, deps, own } = saving;
  refuse(entityProblem(own.application.accountType as AccountTypeKey, answers, todayOf(saving)));
  const { kind, number } = answers.taxNumber;
  const registers = {
    EIN: "identification:ein",
    SSN: "identification:us-tin",
    FOREIGN: `identification:register:${answers.formedIn.country}`,
  };
  await keepNumber(tx, deps, {
    applicationId: own.application.id,
    subject: "entity",
    kind,
    register: registers[kind],
    number,
    path: "taxNumber.number",
  });
  return { ...answers, taxNumber: { kind, number: null } };
}

async function keepPerson(
  { tx, deps, own }: Saving,
  person: NamedPerson,
  path: string,
): Promise<NamedPerson> {
  const { identification } = person;
  await keepNumber(tx, deps, {
    applicationId: own.application.id,
    subject: `person:${person.key}`,
    kind: identification.kind,
    register: registerOf(identification),
    number: identification.number,
    path: `${path}.identification.number`,
  });
  return { ...person, identification: { ...identification, number: null } };
}

/** Owners and control person, each number sealed under the person's own key; who is no longer named is forgotten. */
export async function keepOwners(saving: Saving, answers: OwnersAnswers): Promise<object> {
  const { tx, own, signature } = saving;
  refuse(ownersProblem(formOf(own.application), answers, todayOf(saving)));
  const beneficialOwners: OwnersAnswers["beneficialOwners"] = [];
  for (const [index, owner] of answers.beneficialOwners.entries())
    beneficialOwners.push(
      owner.who === "OTHER"
        ? ((await keepPerson(saving, owner, `beneficialOwners.${index}`)) as typeof owner)
        : owner,
    );
  const { controlPerson } = answers;
  const control =
    controlPerson.who === "OTHER" ? await keepPerson(saving, controlPerson, "controlPerson") : controlPerson;
  const kept = [...beneficialOwners, control].flatMap((person) =>
    person.who === "OTHER" ? [`person:${person.key}`] : [],
  );
  await forgetNumbers(tx, own.application.id, kept);
  return { ...answers, beneficialOwners, controlPerson: control, ...signature };
}

/** The tax form, signed; a foreign tax number sealed beside it. */
export async function keepTaxForm(saving: Saving, answers: StepAnswers["tax-form"]): Promise<object> {
  const { tx, deps, own, signature } = saving;
  const isCoOwner = own.part === "CO_OWNER";
  const form = formOf(isCoOwner && own.coOwner ? own.coOwner : own.application);
  const accountType = isCoOwner ? "INDIVIDUAL_CASH" : (own.application.accountType as AccountTypeKey);
  refuse(taxFormProblem(accountType, form, answers, todayOf(saving)));
  if (answers.form === "W9" || answers.foreignTin.kind === "NONE") return { ...answers, ...signature };
  const country = form.entity?.formedIn.country ?? form.address?.country ?? "";
  await keepNumber(tx, deps, {
    applicationId: own.application.id,
    subject: subjectOf(own.part, "foreign-tin"),
    kind: "NUMBER",
    register: `identification:foreign-tin:${country}`,
    number: answers.foreignTin.number,
    path: "foreignTin.number",
  });
  return { ...answers, foreignTin: { kind: "NUMBER", number: null }, ...signature };
}
