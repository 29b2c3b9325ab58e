import { z } from "zod";
import { CAPACITY_KEYS } from "@/domain/onboarding/account-types";
import { dayInput, stateInput } from "@/domain/onboarding/field-inputs";
import {
  address,
  FOREIGN,
  isNumberOfCitizen,
  NUMBER_OF_CITIZEN,
  numberInput,
  personFields,
} from "@/domain/onboarding/person-inputs";
import { shareInput, sumOf, WHOLE } from "@/domain/onboarding/shares";
import { isEin, isSsn } from "@/domain/onboarding/tax-id";
import { lineInput } from "@/domain/text/text-input";

/** What an entity is known by to a tax office; a grantor's trust may use the grantor's own number. */
const entityNumber = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("EIN"),
      number: numberInput(isEin, "This is not an EIN. It has nine digits, as on the letter of the IRS."),
    }),
    z.strictObject({
      kind: z.literal("SSN"),
      number: numberInput(isSsn, "This is not a Social Security number. It has nine digits."),
    }),
    z.strictObject({
      kind: z.literal("FOREIGN"),
      number: numberInput(
        (text) => /^[A-Za-z0-9./]{4,20}$/.test(text),
        "A registration number has 4 to 20 letters and digits.",
      ),
    }),
  ],
  { error: "Choose the kind of number." },
);

const formedIn = z.discriminatedUnion(
  "country",
  [
    z.strictObject({ country: z.literal("US"), state: stateInput }),
    z.strictObject({ country: z.enum(FOREIGN) }),
  ],
  { error: "Choose the country." },
);

/** The company or trust whose account it will be, and the standing of whoever signs for it. */
export const entity = z
  .strictObject({
    legalName: lineInput({ max: 120, label: "The legal name" }),
    formedIn,
    formedOn: dayInput("The day"),
    taxNumber: entityNumber,
    /** The registered office. */
    address,
    business: lineInput({ max: 160, label: "The nature of the business" }),
    capacity: z.enum(CAPACITY_KEYS, { error: "Choose in which standing you sign." }),
  })
  .refine((given) => (given.formedIn.country === "US") === (given.taxNumber.kind !== "FOREIGN"), {
    path: ["taxNumber", "kind"],
    error: "An entity of the United States has an EIN; one from abroad the number of its own register.",
  });
export type EntityAnswers = z.infer<typeof entity>;

/** Under which name a person's number is kept beside the form. */
const key = z.string().regex(/^[a-z0-9]{4,12}$/, "This is not the key of a person.");

const { phone: _us, ...usFields } = address.options[0].shape;
const { phone: _abroad, ...foreignFields } = address.options[1].shape;
const residence = z.discriminatedUnion("country", [z.strictObject(usFields), z.strictObject(foreignFields)], {
  error: "Choose the country.",
});

const other = { who: z.literal("OTHER"), key, ...personFields, address: residence };
const share = shareInput("The share", { from: 25, to: 100 });

/** The signer himself, who has told everything already, or somebody else with all that 31 CFR 1010.230(b) asks for. */
const beneficialOwner = z.discriminatedUnion(
  "who",
  [
    z.strictObject({ who: z.literal("SIGNER"), share }),
    z.strictObject({ ...other, share }).refine(isNumberOfCitizen, NUMBER_OF_CITIZEN),
  ],
  { error: "Say who it is." },
);
const controlPerson = z.discriminatedUnion(
  "who",
  [
    z.strictObject({ who: z.literal("SIGNER") }),
    z
      .strictObject({ ...other, title: lineInput({ max: 60, label: "The title" }) })
      .refine(isNumberOfCitizen, NUMBER_OF_CITIZEN),
  ],
  { error: "Say who it is." },
);

/** Four owners of a quarter are the most that there can be. */
const MOST_OWNERS = 4;

/** Beneficial owners, the control person, and the signer's certification of them (31 CFR 1010.230, appendix A). */
export const owners = z
  .strictObject({
    beneficialOwners: z
      .array(beneficialOwner, { error: "Name the owners." })
      .max(MOST_OWNERS, { error: "No more than four can own a quarter each." }),
    /** Said in so many words when the list is empty. */
    nobodyOwnsQuarter: z.boolean({ error: "Say whether somebody owns 25% or more." }),
    controlPerson,
    certified: z.literal(true, { error: "Please certify that this is complete and right." }),
    signedName: lineInput({ max: 200, label: "Your name" }),
  })
  .superRefine((given, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (given.beneficialOwners.length === 0 && !given.nobodyOwnsQuarter)
      complain("beneficialOwners", "Name everybody who owns 25% or more, or say that nobody does.");
    if (given.beneficialOwners.length > 0 && given.nobodyOwnsQuarter)
      complain("nobodyOwnsQuarter", "You have named an owner above.");
    if (sumOf(given.beneficialOwners.map((owner) => owner.share)) > WHOLE)
      complain("beneficialOwners", "The shares add up to more than 100 per cent.");
    if (given.beneficialOwners.filter((owner) => owner.who === "SIGNER").length > 1)
      complain("beneficialOwners", "You have named yourself twice.");
    const keys = [...given.beneficialOwners, given.controlPerson].flatMap((person) =>
      person.who === "OTHER" ? [person.key] : [],
    );
    if (new Set(keys).size < keys.length) complain("beneficialOwners", "Two people have the same key.");
  });
export type OwnersAnswers = z.infer<typeof owners>;
export type NamedPerson = Extract<
  OwnersAnswers["beneficialOwners"][number] | OwnersAnswers["controlPerson"],
  { who: "OTHER" }
>;
