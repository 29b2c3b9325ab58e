import { z } from "zod";
import { countryInput, dayInput, isPostBox, phoneInput, stateInput } from "@/domain/onboarding/field-inputs";
import { COUNTRIES } from "@/domain/onboarding/places";
import { isItin, isSsn } from "@/domain/onboarding/tax-id";
import { lineInput, optionalLineInput } from "@/domain/text/text-input";

/** What is asked of every natural person: applicants, co-owners, owners of entities, control persons. */
const digits = (text: string) => text.replace(/[\s-]/g, "");
export const numberInput = (check: (digits: string) => boolean, problem: string) =>
  z
    .string({ error: problem })
    .max(20, { error: problem, abort: true })
    .transform(digits)
    .pipe(z.string().refine(check, problem))
    // null keeps the number that is on file: it is never sent back to the browser.
    .nullable();

export const identification = z.discriminatedUnion(
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

/** Name, birth date, citizenship and number: 31 CFR 1023.220(a)(2)(i). */
export const personFields = {
  firstName: lineInput({ max: 60, label: "Your first name" }),
  middleName: optionalLineInput({ max: 60, label: "Your middle name" }),
  lastName: lineInput({ max: 60, label: "Your last name" }),
  birthDate: dayInput("Your date of birth"),
  citizenship: countryInput("Your citizenship"),
  identification,
};

type Identified = { citizenship: string; identification: { kind: string } };
/** Citizens have a number of their own country. */
export const isNumberOfCitizen = (answers: Identified): boolean =>
  !(answers.citizenship === "US" && answers.identification.kind === "FOREIGN_PASSPORT");
export const NUMBER_OF_CITIZEN = {
  path: ["identification", "kind"],
  error: "US citizens identify themselves with a Social Security number.",
};

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

export const FOREIGN = COUNTRIES.map((place) => place.code).filter((code) => code !== "US");

/** A residence or a registered office: a street, no box. */
export const address = z.discriminatedUnion(
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
