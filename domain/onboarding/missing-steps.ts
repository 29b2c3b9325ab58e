import { type AccountTypeKey, ACCOUNT_TYPES, type StepId } from "@/domain/onboarding/account-types";
import { ADULT_AGE, ageOn } from "@/domain/onboarding/age";
import { agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import { isSignatureOf, legalName } from "@/domain/onboarding/names";
import { isReadingWord } from "@/domain/onboarding/reading-sample";
import {
  type ApplicationForm,
  type Identification,
  isSignedStep,
  STEP_SCHEMAS,
  type StepAnswers,
} from "@/domain/onboarding/steps";
import { blockingConcerns } from "@/domain/onboarding/suitability";
import { taxFormProblem } from "@/domain/onboarding/tax-forms";
import type { LocalDate } from "@/domain/time/instant";

/**
 * A step that still wants something: `reason` says what, to the customer. `waitsForOther`: it is somebody else's turn,
 * and everything that this person can do about it is done.
 */
export type MissingStep = { step: StepId; reason: string; waitsForOther?: boolean };

/** How far the second owner's part is: null before the invitation. */
export type CoOwnerProgress = {
  name: string;
  email: string;
  hasJoined: boolean;
  /** The titles of the steps that he has still to do. */
  missing: readonly string[];
};

export type Draft = {
  accountType: AccountTypeKey;
  form: ApplicationForm;
  /** The kind of identification whose number is on file; null for none. */
  numberOnFile: Identification["kind"] | null;
  /** Numbers of others on file, by subject ("entity", "person:KEY", "foreign-tin"), with their kind. */
  numbers?: Readonly<Record<string, string>>;
  /** The kinds of papers that were sent in. */
  papers?: readonly string[];
  /** Whose part of the application this is. */
  part?: "APPLICANT" | "CO_OWNER";
  coOwner?: CoOwnerProgress | null;
  /** The shares that both owners sign for, see `termsOf`. */
  terms?: string | null;
  today: LocalDate;
};

/** The steps of this part of the application. */
export const stepsOf = ({ accountType, part }: Pick<Draft, "accountType" | "part">): readonly StepId[] =>
  part === "CO_OWNER" ? ACCOUNT_TYPES[accountType].coOwnerSteps : ACCOUNT_TYPES[accountType].steps;

type Problem = { path: string; message: string } | null;

/** Why somebody of these papers cannot become a customer today; null if they can. */
export function identityProblem(
  identity: NonNullable<ApplicationForm["identity"]>,
  today: LocalDate,
): Problem {
  if (identity.birthDate > today) return { path: "birthDate", message: "This day is in the future." };
  const age = ageOn(identity.birthDate, today);
  if (age < ADULT_AGE)
    return { path: "birthDate", message: `We open accounts for people of ${ADULT_AGE} years and older.` };
  if (age > 120) return { path: "birthDate", message: "Please check the year." };
  if (identity.identification.kind === "FOREIGN_PASSPORT" && identity.identification.expiresOn <= today)
    return { path: "identification.expiresOn", message: "This passport has expired. We need a valid one." };
  return null;
}

/** What is wrong with an entity's own facts; null if nothing is. */
export function entityProblem(
  accountType: AccountTypeKey,
  entity: NonNullable<ApplicationForm["entity"]>,
  today: LocalDate,
): Problem {
  const kind = ACCOUNT_TYPES[accountType].entity;
  if (entity.formedOn > today) return { path: "formedOn", message: "This day is in the future." };
  if (kind && !kind.capacities.includes(entity.capacity))
    return { path: "capacity", message: "Choose in which standing you sign." };
  if (entity.taxNumber.kind === "SSN" && ACCOUNT_TYPES[accountType].registration !== "TRUST")
    return { path: "taxNumber.kind", message: "A company has a number of its own: its EIN." };
  return null;
}

/** What is wrong with the named owners beside who signs; null if nothing is. */
export function ownersProblem(
  form: ApplicationForm,
  owners: StepAnswers["owners"],
  today: LocalDate,
): Problem {
  if (!form.identity) return { path: "signedName", message: "Please fill in who you are first." };
  if (!isSignatureOf(owners.signedName, form.identity))
    return { path: "signedName", message: `Please sign with your name: ${legalName(form.identity)}.` };
  const unborn = owners.beneficialOwners.findIndex(
    (owner) => owner.who === "OTHER" && owner.birthDate > today,
  );
  return unborn < 0
    ? null
    : { path: `beneficialOwners.${unborn}.birthDate`, message: "This day is in the future." };
}

/** What is lacking among the papers: one at least that shows that the entity exists; null if nothing is. */
export function documentsProblem(accountType: AccountTypeKey, papers: readonly string[]): string | null {
  const needs = ACCOUNT_TYPES[accountType].entity?.documents ?? [];
  if (needs.length === 0 || papers.includes("ENTITY_PAPER")) return null;
  return `Please send: ${needs.map(({ title }) => title.toLowerCase()).join(", ")}.`;
}

/** What is wrong with the invitation; null if nothing is. */
export function coOwnerProblem(
  accountType: AccountTypeKey,
  answers: NonNullable<ApplicationForm["co-owner"]>,
): Problem {
  const { hasShares } = ACCOUNT_TYPES[accountType];
  if (hasShares && answers.shares === null)
    return { path: "shares.own", message: "Tenants in common each have a share. Please name both." };
  if (!hasShares && answers.shares !== null)
    return { path: "shares.own", message: "Owners with rights of survivorship have no shares of their own." };
  return null;
}

const lacking = (
  wanted: readonly { key: string; version: string; title: string }[],
  given: readonly string[],
) => wanted.filter((text) => !given.includes(textId(text)));

const NOT_DONE = "Not done yet.";
const NO_NUMBER = "The identification number is missing.";

function coOwnerReason({ accountType, form, coOwner }: Draft): Omit<MissingStep, "step"> | null {
  const problem = form["co-owner"] && coOwnerProblem(accountType, form["co-owner"]);
  if (problem) return { reason: problem.message };
  if (!coOwner) return { reason: "Please send the invitation." };
  if (!coOwner.hasJoined)
    return {
      reason: `${coOwner.name} has not opened the invitation to ${coOwner.email} yet.`,
      waitsForOther: true,
    };
  if (coOwner.missing.length === 0) return null;
  const todo = coOwner.missing.map((title) => title.toLowerCase()).join(", ");
  return { reason: `${coOwner.name} has still to do: ${todo}.`, waitsForOther: true };
}

function signatureReason({ accountType, form, terms = null }: Draft): string | null {
  const { agreements, identity } = form;
  const unsigned = lacking(agreementsFor(accountType), agreements?.accepted ?? []);
  if (unsigned[0]) return `Please accept "${unsigned[0].title}".`;
  if (!isReadingWord(agreements?.readingWord ?? ""))
    return "Please open the sample document and type its word.";
  if (identity && !isSignatureOf(agreements?.signedName ?? "", identity))
    return `Please sign with your name: ${legalName(identity)}.`;
  if (terms !== null && agreements?.terms !== terms)
    return "The shares were changed after you signed. Please sign again.";
  return null;
}

/** What each step wants beyond answers that parse. */
const REASONS: Record<StepId, (draft: Draft) => string | null> = {
  "account-type": () => null,
  entity({ accountType, form, numbers = {}, today }) {
    if (!form.entity) return NOT_DONE;
    if (numbers.entity !== form.entity.taxNumber.kind) return "The tax number is missing.";
    return entityProblem(accountType, form.entity, today)?.message ?? null;
  },
  identity({ form, numberOnFile, today }) {
    if (!form.identity) return NOT_DONE;
    if (numberOnFile !== form.identity.identification.kind) return "Your identification number is missing.";
    return identityProblem(form.identity, today)?.message ?? null;
  },
  address: () => null,
  employment: () => null,
  owners({ form, numbers = {}, today }) {
    if (!form.owners) return NOT_DONE;
    const people = [...form.owners.beneficialOwners, form.owners.controlPerson];
    const without = people.find(
      (person) => person.who === "OTHER" && numbers[`person:${person.key}`] !== person.identification.kind,
    );
    return without ? NO_NUMBER : (ownersProblem(form, form.owners, today)?.message ?? null);
  },
  profile: ({ accountType, form, today }) =>
    blockingConcerns({ accountType, form, today }).find(({ rule }) => rule === "MARGIN")?.sentence ?? null,
  "co-owner": () => null,
  documents: ({ accountType, papers = [] }) => documentsProblem(accountType, papers),
  "tax-form"({ accountType, form, part, numbers = {}, today }) {
    const answers = form["tax-form"];
    if (!answers) return NOT_DONE;
    if (answers.form !== "W9" && answers.foreignTin.kind === "NUMBER" && numbers["foreign-tin"] !== "NUMBER")
      return "The foreign tax number is missing.";
    const own = part === "CO_OWNER" ? "INDIVIDUAL_CASH" : accountType;
    return taxFormProblem(own, form, answers, today)?.message ?? null;
  },
  disclosures({ accountType, form }) {
    const unread = lacking(noticesFor(accountType), form.disclosures?.acknowledged ?? []);
    return unread[0] ? `Please read "${unread[0].title}".` : null;
  },
  agreements: signatureReason,
};

/** The answers of a step without what the server added to them. */
function ownAnswers(step: StepId, form: ApplicationForm): object | undefined {
  const answers = form[step];
  if (!answers || !isSignedStep(step)) return answers;
  const {
    signedAt: _at,
    ip: _ip,
    userAgent: _agent,
    terms: _terms,
    ...own
  } = answers as {
    [field: string]: unknown;
  };
  return own;
}

function missingOf(step: StepId, draft: Draft): Omit<MissingStep, "step"> | null {
  const answers = ownAnswers(step, draft.form);
  if (answers === undefined || Object.keys(answers).length === 0) return { reason: NOT_DONE };
  if (!STEP_SCHEMAS[step].safeParse(answers).success) return { reason: "Please look at your answers again." };
  if (step === "co-owner") return coOwnerReason(draft);
  const reason = REASONS[step](draft);
  return reason === null ? null : { reason };
}

/** The steps that stand between this draft and its submission, in their order. Pure: today is given. */
export function missingSteps(draft: Draft): MissingStep[] {
  return stepsOf(draft).flatMap((step) => {
    const missing = missingOf(step, draft);
    return missing === null ? [] : [{ step, ...missing }];
  });
}
