import { z } from "zod";
import { TAX_CLASSIFICATION_KEYS } from "@/domain/onboarding/account-types";
import { countryInput } from "@/domain/onboarding/field-inputs";
import { numberInput } from "@/domain/onboarding/person-inputs";
import { lineInput } from "@/domain/text/text-input";

/** Why a foreign person gives no tax number of his country (W-8BEN line 6b). */
export const NO_FOREIGN_TIN = {
  NOT_ISSUED: "My country does not give out tax numbers",
  NOT_REQUIRED: "I am not legally required to have one",
} as const;
const NO_FOREIGN_TIN_KEYS = Object.keys(NO_FOREIGN_TIN) as [
  keyof typeof NO_FOREIGN_TIN,
  ...(keyof typeof NO_FOREIGN_TIN)[],
];

/** Chapter 4 status of a foreign entity, of those that we take (W-8BEN-E line 5). */
export const CHAPTER_4 = {
  ACTIVE_NFFE: "Active non-financial foreign entity",
  PASSIVE_NFFE: "Passive non-financial foreign entity",
} as const;

const signed = {
  certified: z.literal(true, { error: "Please certify that it is true." }),
  signedName: lineInput({ max: 200, label: "Your name" }),
};

const foreignTin = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("NUMBER"),
      number: numberInput(
        (text) => /^[A-Za-z0-9./]{4,20}$/.test(text),
        "A tax number has 4 to 20 letters and digits.",
      ),
    }),
    z.strictObject({
      kind: z.literal("NONE"),
      reason: z.enum(NO_FOREIGN_TIN_KEYS, { error: "Choose why there is none." }),
    }),
  ],
  { error: "Give the tax number of your country, or say why there is none." },
);

const foreign = {
  foreignTin,
  /** The country whose treaty is claimed: that of residence. Null for no claim. */
  treatyCountry: countryInput("The treaty country").nullable(),
};

/**
 * What is certified to the tax office: Form W-9 of US persons, W-8BEN of foreign people, W-8BEN-E of foreign entities
 * in its simplest form (a company that is no bank and no fund and owns its income itself).
 */
export const taxForm = z.discriminatedUnion(
  "form",
  [
    z.strictObject({
      form: z.literal("W9"),
      classification: z.enum(TAX_CLASSIFICATION_KEYS, { error: "Choose the tax classification." }),
      /** The box that is crossed out on paper: the IRS has told this person of backup withholding. */
      isSubjectToBackup: z.boolean({ error: "Say whether the IRS told you of backup withholding." }),
      ...signed,
    }),
    z.strictObject({ form: z.literal("W8BEN"), ...foreign, ...signed }),
    z.strictObject({
      form: z.literal("W8BENE"),
      chapter4: z.enum(["ACTIVE_NFFE", "PASSIVE_NFFE"], { error: "Choose the status." }),
      ...foreign,
      ...signed,
    }),
  ],
  { error: "Choose the tax form." },
);
export type TaxFormAnswers = z.infer<typeof taxForm>;
