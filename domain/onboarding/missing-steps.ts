import { ACCOUNT_TYPES, type AccountTypeKey, type StepId } from "@/domain/onboarding/account-types";
import { ADULT_AGE, ageOn } from "@/domain/onboarding/age";
import { agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import { isSignatureOf, legalName } from "@/domain/onboarding/names";
import { type ApplicationForm, type Identification, STEP_SCHEMAS } from "@/domain/onboarding/steps";
import type { LocalDate } from "@/domain/time/instant";

/** A step that still wants something: `reason` says what, to the customer. */
export type MissingStep = { step: StepId; reason: string };

export type Draft = {
  accountType: AccountTypeKey;
  form: ApplicationForm;
  /** The kind of identification whose number is on file; null for none. */
  numberOnFile: Identification["kind"] | null;
  today: LocalDate;
};

/** Why somebody of these papers cannot become a customer today; null if they can. */
export function identityProblem(
  identity: NonNullable<ApplicationForm["identity"]>,
  today: LocalDate,
): { path: string; message: string } | null {
  if (identity.birthDate > today) return { path: "birthDate", message: "This day is in the future." };
  const age = ageOn(identity.birthDate, today);
  if (age < ADULT_AGE)
    return { path: "birthDate", message: `We open accounts for people of ${ADULT_AGE} years and older.` };
  if (age > 120) return { path: "birthDate", message: "Please check the year." };
  if (identity.identification.kind === "FOREIGN_PASSPORT" && identity.identification.expiresOn <= today)
    return { path: "identification.expiresOn", message: "This passport has expired. We need a valid one." };
  return null;
}

const lacking = (
  wanted: readonly { key: string; version: string; title: string }[],
  given: readonly string[],
) => wanted.filter((text) => !given.includes(textId(text)));

function reasonOf(step: StepId, { accountType, form, numberOnFile, today }: Draft): string | null {
  const { signedAt: _at, ip: _ip, userAgent: _agent, ...agreements } = form.agreements ?? {};
  const answers = step === "agreements" ? agreements : form[step];
  if (answers === undefined || Object.keys(answers).length === 0) return "Not done yet.";
  if (!STEP_SCHEMAS[step].safeParse(answers).success) return "Please look at your answers again.";
  if (step === "identity" && form.identity) {
    if (numberOnFile !== form.identity.identification.kind) return "Your identification number is missing.";
    return identityProblem(form.identity, today)?.message ?? null;
  }
  if (step === "disclosures") {
    const unread = lacking(noticesFor(accountType), form.disclosures?.acknowledged ?? []);
    return unread[0] ? `Please read "${unread[0].title}".` : null;
  }
  if (step === "agreements") {
    const unsigned = lacking(agreementsFor(accountType), form.agreements?.accepted ?? []);
    if (unsigned[0]) return `Please accept "${unsigned[0].title}".`;
    if (form.identity && !isSignatureOf(form.agreements?.signedName ?? "", form.identity))
      return `Please sign with your name: ${legalName(form.identity)}.`;
  }
  return null;
}

/** The steps that stand between this draft and its submission, in their order. Pure: today is given. */
export function missingSteps(draft: Draft): MissingStep[] {
  return ACCOUNT_TYPES[draft.accountType].steps.flatMap((step) => {
    const reason = reasonOf(step, draft);
    return reason === null ? [] : [{ step, reason }];
  });
}
