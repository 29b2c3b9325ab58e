import { z } from "zod";
import { emailInput } from "@/domain/auth/email-input";
import { ACCOUNT_TYPE_KEYS, type StepId } from "@/domain/onboarding/account-types";
import { countryInput, dayInput, isPostBox, phoneInput, stateInput } from "@/domain/onboarding/field-inputs";
import {
  EXPERIENCE,
  FUNDS_SOURCE,
  INCOME,
  LIQUID_WORTH,
  RELATIONSHIP,
} from "@/domain/onboarding/profile-choices";
import { COUNTRIES } from "@/domain/onboarding/places";
import { isItin, isSsn } from "@/domain/onboarding/tax-id";
import { lineInput, optionalLineInput } from "@/domain/text/text-input";

/** The answers of each step. The forms, the procedures and the reading of a stored draft share these schemas. */

const accountType = z.strictObject({
  accountType: z.enum(ACCOUNT_TYPE_KEYS, { error: "Choose the kind of account." }),
});

const digits = (text: string) => text.replace(/[\s-]/g, "");
const numberInput = (check: (digits: string) => boolean, problem: string) =>
  z
    .string({ error: problem })
    .max(20, { error: problem, abort: true })
    .transform(digits)
    .pipe(z.string().refine(check, problem))
    // null keeps the number that is on file: it is never sent back to the browser.
    .nullable();

const identification = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("SSN"),
      number: numberInput(
        isSsn,
        "This is not a Social Security number. It has nine digits, as on your card.",
      ),
    }),
    z.strictObject({
      kind: z.literal("ITIN"),
      number: numberInput(isItin, "This is not an ITIN. It has nine digits and begins with 9."),
    }),
    z.strictObject({
      kind: z.literal("FOREIGN_PASSPORT"),
      number: numberInput(
        (text) => /^[A-Za-z0-9]{5,15}$/.test(text),
        "A passport number has 5 to 15 letters and digits.",
      ).transform((text) => text?.toUpperCase() ?? null),
      country: countryInput("The country that issued it"),
      expiresOn: dayInput("The day it expires"),
    }),
  ],
  { error: "Choose how you identify yourself." },
);

const identity = z
  .strictObject({
    firstName: lineInput({ max: 60, label: "Your first name" }),
    middleName: optionalLineInput({ max: 60, label: "Your middle name" }),
    lastName: lineInput({ max: 60, label: "Your last name" }),
    birthDate: dayInput("Your date of birth"),
    citizenship: countryInput("Your citizenship"),
    identification,
  })
  .refine(
    (answers) => !(answers.citizenship === "US" && answers.identification.kind === "FOREIGN_PASSPORT"),
    {
      path: ["identification", "kind"],
      error: "US citizens identify themselves with a Social Security number.",
    },
  );

const street = (label: string, max = 100) =>
  lineInput({ max, label }).refine((line) => !isPostBox(line), {
    error: "A residential address cannot be a post office box. Write the street where you live.",
  });
const line2 = optionalLineInput({ max: 100, label: "The second line" }).refine(
  (line) => !isPostBox(line ?? ""),
  {
    error: "A residential address cannot be a post office box.",
  },
);
const city = lineInput({ max: 60, label: "The city" });

const FOREIGN = COUNTRIES.map((place) => place.code).filter((code) => code !== "US");

const address = z.discriminatedUnion(
  "country",
  [
    z.strictObject({
      country: z.literal("US"),
      line1: street("The street and number"),
      line2,
      city,
      state: stateInput,
      postalCode: z
        .string({ error: "The ZIP code is needed." })
        .regex(/^\d{5}(-\d{4})?$/, "A ZIP code has five digits, or nine with a dash."),
      phone: phoneInput,
    }),
    z.strictObject({
      country: z.enum(FOREIGN),
      line1: street("The street and number"),
      line2,
      city,
      region: optionalLineInput({ max: 60, label: "The region" }),
      postalCode: optionalLineInput({ max: 12, label: "The postal code" }),
      phone: phoneInput,
    }),
  ],
  { error: "Choose the country where you live." },
);

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

const textIds = z
  .array(z.string().max(60), { error: "Confirm each text." })
  .max(20, { error: "These are more texts than there are." });

const disclosures = z.strictObject({ acknowledged: textIds });

const agreements = z.strictObject({
  accepted: textIds,
  signedName: lineInput({ max: 190, label: "Your full name" }),
});

export const STEP_SCHEMAS = {
  "account-type": accountType,
  identity,
  address,
  employment,
  profile,
  disclosures,
  agreements,
} satisfies Record<StepId, z.ZodType>;

export type StepAnswers = { [Step in StepId]: z.infer<(typeof STEP_SCHEMAS)[Step]> };
export type Address = StepAnswers["address"];
export type Identification = StepAnswers["identity"]["identification"];

/** What the server adds to a signature: when and from where the name was typed. */
export type Signature = { signedAt: string; ip: string; userAgent: string };

/** A draft as it is kept: answers by step, the identification number never among them. */
export type ApplicationForm = {
  [Step in Exclude<StepId, "agreements">]?: StepAnswers[Step];
} & { agreements?: StepAnswers["agreements"] & Signature };

const applicationId = z.uuid("Choose an application.");
const save = <Step extends StepId>(step: Step) =>
  z.strictObject({ applicationId, step: z.literal(step), answers: STEP_SCHEMAS[step] });

/** One step's answers on their way to the draft. */
export const saveStepInput = z.discriminatedUnion(
  "step",
  [
    save("account-type"),
    save("identity"),
    save("address"),
    save("employment"),
    save("profile"),
    save("disclosures"),
    save("agreements"),
  ],
  { error: "There is no such step." },
);
export type SaveStepInput = z.infer<typeof saveStepInput>;
