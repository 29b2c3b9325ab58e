import type { Application } from "@/components/onboarding/use-step-form";
import { CAPACITIES, TAX_CLASSIFICATIONS } from "@/domain/onboarding/account-types";
import { legalName } from "@/domain/onboarding/names";
import { countryName, usState } from "@/domain/onboarding/places";
import {
  EMPLOYMENT,
  EXPERIENCE,
  FUNDS_SOURCE,
  ID_KIND,
  INCOME,
  LIQUID_WORTH,
  RELATIONSHIP,
} from "@/domain/onboarding/profile-choices";
import type { Residence } from "@/domain/onboarding/steps";
import { NO_FOREIGN_TIN } from "@/domain/onboarding/tax-form-input";
import { TAX_FORM_TITLES } from "@/domain/onboarding/tax-forms";
import { formatDate } from "@/domain/time/format";

/** Answers as they are read: by the customer before submitting, by the reviewer beside the evidence. */
export type Fact = { term: string; detail: string };

type Answers = Application["answers"];
type Numbers = Application["numbersOnFile"];

const idTitle = (identity: NonNullable<Answers["identity"]>, last4: string | undefined): Fact[] => {
  const { identification } = identity;
  const number = { term: ID_KIND.label(identification.kind), detail: last4 ? `•••••${last4}` : "" };
  if (identification.kind !== "FOREIGN_PASSPORT") return [number];
  const issued = `${countryName(identification.country)}, to ${formatDate(identification.expiresOn)}`;
  return [number, { term: "Passport of", detail: issued }];
};

export function identityFacts(identity: Answers["identity"], last4: string | undefined): Fact[] {
  if (!identity) return [];
  return [
    { term: "Name", detail: legalName(identity) },
    { term: "Born", detail: formatDate(identity.birthDate) },
    { term: "Citizenship", detail: countryName(identity.citizenship) },
    ...idTitle(identity, last4),
  ];
}

function placeOf(address: Residence): string {
  const place =
    "state" in address
      ? `${address.city}, ${usState(address.state)?.name ?? address.state} ${address.postalCode}`
      : [address.postalCode, address.city, address.region, countryName(address.country)]
          .filter(Boolean)
          .join(", ");
  return [address.line1, address.line2, place].filter(Boolean).join(", ");
}

export function addressFacts(address: Answers["address"]): Fact[] {
  if (!address) return [];
  return [
    { term: "Home", detail: placeOf(address) },
    { term: "Telephone", detail: address.phone },
  ];
}

export function employmentFacts(employment: Answers["employment"]): Fact[] {
  if (!employment) return [];
  const work =
    "occupation" in employment
      ? `${employment.occupation}, ${employment.employer}`
      : EMPLOYMENT.label(employment.status);
  return [
    { term: "Works as", detail: work },
    { term: "Tie to a broker", detail: employment.memberFirm ?? "None" },
    { term: "Control of a company", detail: employment.controlledCompany ?? "None" },
  ];
}

export function profileFacts(profile: Answers["profile"]): Fact[] {
  if (!profile) return [];
  const contact = profile.trustedContact;
  return [
    { term: "Yearly income", detail: INCOME.label(profile.annualIncome) },
    { term: "Liquid worth", detail: LIQUID_WORTH.label(profile.liquidNetWorth) },
    { term: "Source of funds", detail: FUNDS_SOURCE.label(profile.fundsSource) },
    { term: "Experience", detail: EXPERIENCE.label(profile.experience) },
    {
      term: "Trusted contact",
      detail: contact
        ? `${contact.name} (${RELATIONSHIP.label(contact.relationship).toLowerCase()}), ${contact.phone ?? contact.email}`
        : "None named",
    },
  ];
}

const hidden = (last4: string | undefined): string => (last4 ? `•••••${last4}` : "none");

export function entityFacts(entity: Answers["entity"], numbers: Numbers): Fact[] {
  if (!entity) return [];
  const formedIn =
    "state" in entity.formedIn
      ? (usState(entity.formedIn.state)?.name ?? entity.formedIn.state)
      : countryName(entity.formedIn.country);
  return [
    { term: "Legal name", detail: entity.legalName },
    { term: "Formed", detail: `${formedIn}, ${formatDate(entity.formedOn)}` },
    { term: "Tax number", detail: hidden(numbers.entity?.last4) },
    { term: "Registered address", detail: placeOf(entity.address) },
    { term: "Business", detail: entity.business },
    { term: "Signs as", detail: CAPACITIES[entity.capacity] },
  ];
}

export function ownersFacts(owners: Answers["owners"], numbers: Numbers): Fact[] {
  if (!owners) return [];
  const nameOf = (person: typeof owners.controlPerson | (typeof owners.beneficialOwners)[number]) =>
    person.who === "SIGNER"
      ? "Yourself"
      : `${legalName(person)}, ${ID_KIND.label(person.identification.kind)} ${hidden(numbers[`person:${person.key}`]?.last4)}`;
  return [
    ...(owners.nobodyOwnsQuarter ? [{ term: "Owners of 25%", detail: "Nobody" }] : []),
    ...owners.beneficialOwners.map((owner) => ({ term: `Owns ${owner.share}%`, detail: nameOf(owner) })),
    { term: "In control", detail: nameOf(owners.controlPerson) },
    { term: "Certified by", detail: owners.signedName },
  ];
}

export function taxFormFacts(answers: Answers["tax-form"], numbers: Numbers): Fact[] {
  if (!answers) return [];
  const signed = { term: "Signed as", detail: answers.signedName };
  const form = { term: "Form", detail: TAX_FORM_TITLES[answers.form] };
  if (answers.form === "W9")
    return [
      form,
      { term: "Classification", detail: TAX_CLASSIFICATIONS[answers.classification] },
      ...(answers.isSubjectToBackup ? [{ term: "Backup withholding", detail: "Yes, told by the IRS" }] : []),
      signed,
    ];
  const tin =
    answers.foreignTin.kind === "NUMBER"
      ? hidden(numbers["foreign-tin"]?.last4)
      : NO_FOREIGN_TIN[answers.foreignTin.reason];
  return [
    form,
    { term: "Foreign tax number", detail: tin },
    { term: "Treaty claimed", detail: answers.treatyCountry ? countryName(answers.treatyCountry) : "None" },
    signed,
  ];
}
