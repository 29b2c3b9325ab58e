import { z } from "zod";
import { emailInput } from "@/domain/auth/email-input";
import { ACCOUNT_TYPE_KEYS, type StepId } from "@/domain/onboarding/account-types";
import { coOwner } from "@/domain/onboarding/co-owner-input";
import { entity, owners } from "@/domain/onboarding/entity-inputs";
import { phoneInput } from "@/domain/onboarding/field-inputs";
import {
  address,
  isNumberOfCitizen,
  NUMBER_OF_CITIZEN,
  personFields,
} from "@/domain/onboarding/person-inputs";
import {
  EXPERIENCE,
  FUNDS_SOURCE,
  INCOME,
  LIQUID_WORTH,
  RELATIONSHIP,
} from "@/domain/onboarding/profile-choices";
import { taxForm } from "@/domain/onboarding/tax-form-input";
import { lineInput } from "@/domain/text/text-input";

/** The answers of each step. The forms, the procedures and the reading of a stored draft share these schemas. */

const accountType = z.strictObject({
  accountType: z.enum(ACCOUNT_TYPE_KEYS, { error: "Choose the kind of account." }),
});

const identity = z.strictObject(personFields).refine(isNumberOfCitizen, NUMBER_OF_CITIZEN);

export type Address = z.infer<typeof address>;
type WithoutPhone<Any> = Any extends unknown ? Omit<Any, "phone"> : never;
/** Where somebody lives who need not be called. */
export type Residence = WithoutPhone<Address>;

const occupation = lineInput({ max: 80, label: "Your occupation" });
const tie = (label: string) => lineInput({ max: 120, label }).nullable();

/** Ties are named or null: FINRA 3210 (works at a broker-dealer), Rule 144 (director, officer or 10% owner). */
const ties = {
  memberFirm: tie("The name of the firm"),
  controlledCompany: tie("The name of the company"),
};

const employment = z.discriminatedUnion(
  "status",
  [
    z.strictObject({
      status: z.literal("EMPLOYED"),
      occupation,
      employer: lineInput({ max: 120, label: "Your employer" }),
      ...ties,
    }),
    z.strictObject({
      status: z.literal("SELF_EMPLOYED"),
      occupation,
      employer: lineInput({ max: 120, label: "The name of your business" }),
      ...ties,
    }),
    z.strictObject({ status: z.enum(["RETIRED", "STUDENT", "NOT_EMPLOYED"]), ...ties }),
  ],
  { error: "Choose what describes your work." },
);

const trustedContact = z
  .strictObject({
    name: lineInput({ max: 120, label: "The name" }),
    relationship: z.enum(RELATIONSHIP.keys, { error: "Choose how you know each other." }),
    phone: phoneInput.nullable(),
    email: emailInput.nullable(),
  })
  .refine((contact) => contact.phone !== null || contact.email !== null, {
    path: ["phone"],
    error: "Give a telephone number or an e-mail address.",
  });

const profile = z.strictObject({
  annualIncome: z.enum(INCOME.keys, { error: "Choose your yearly income." }),
  liquidNetWorth: z.enum(LIQUID_WORTH.keys, { error: "Choose what you could turn into cash." }),
  fundsSource: z.enum(FUNDS_SOURCE.keys, { error: "Choose where the money comes from." }),
  experience: z.enum(EXPERIENCE.keys, { error: "Choose how long you have traded." }),
  /** FINRA 4512(a)(1)(F): asked of everyone, given by those who want to. */
  trustedContact: trustedContact.nullable(),
});

/** The papers themselves are kept apart (server/evidence): this says that whoever fills it in has sent them. */
const documents = z.strictObject({
  sent: z.literal(true, { error: "Please send the papers, and say that they are there." }),
});

const textIds = z
  .array(z.string().max(60), { error: "Confirm each text." })
  .max(20, { error: "These are more texts than there are." });

const disclosures = z.strictObject({ acknowledged: textIds });

const agreements = z.strictObject({
  accepted: textIds,
  signedName: lineInput({ max: 190, label: "Your full name" }),
  /** The word that stands in the sample document: the signer can read what is delivered electronically (E-SIGN). */
  readingWord: lineInput({ max: 30, label: "The word in the document" }),
});

export const STEP_SCHEMAS = {
  "account-type": accountType,
  entity,
  identity,
  address,
  employment,
  owners,
  profile,
  "co-owner": coOwner,
  documents,
  "tax-form": taxForm,
  disclosures,
  agreements,
} satisfies Record<StepId, z.ZodType>;

export type StepAnswers = { [Step in StepId]: z.infer<(typeof STEP_SCHEMAS)[Step]> };
export type Identification = StepAnswers["identity"]["identification"];

/** What the server adds to a signature: when and from where the name was typed. */
export type Signature = { signedAt: string; ip: string; userAgent: string };

/** Steps that end with a typed name. */
export const SIGNED_STEPS = ["owners", "tax-form", "agreements"] as const;
export type SignedStep = (typeof SIGNED_STEPS)[number];
export const isSignedStep = (step: StepId): step is SignedStep =>
  (SIGNED_STEPS as readonly StepId[]).includes(step);

/**
 * A draft as it is kept: answers by step, no tax or passport number ever among them. `terms` are the shares that an
 * owner of a joint account signed for.
 */
export type ApplicationForm = {
  [Step in Exclude<StepId, SignedStep>]?: StepAnswers[Step];
} & { [Step in SignedStep]?: StepAnswers[Step] & Signature } & {
  agreements?: { terms?: string | null };
};

const applicationId = z.uuid("Choose an application.");
/** The version of the draft that the answers were written over; left out by whoever does not mind. */
const version = z.int({ error: "Load the page again." }).min(1, { error: "Load the page again." }).optional();
const save = <Step extends StepId>(step: Step) =>
  z.strictObject({ applicationId, version, step: z.literal(step), answers: STEP_SCHEMAS[step] });

/** One step's answers on their way to the draft. */
export const saveStepInput = z.discriminatedUnion(
  "step",
  [
    save("account-type"),
    save("entity"),
    save("identity"),
    save("address"),
    save("employment"),
    save("owners"),
    save("profile"),
    save("co-owner"),
    save("documents"),
    save("tax-form"),
    save("disclosures"),
    save("agreements"),
  ],
  { error: "There is no such step." },
);
export type SaveStepInput = z.infer<typeof saveStepInput>;
