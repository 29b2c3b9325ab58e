import type { Application } from "@/components/onboarding/use-step-form";
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
import { formatDate } from "@/domain/time/format";

/** Answers as they are read: by the customer before submitting, by the reviewer beside the evidence. */
export type Fact = { term: string; detail: string };

type Answers = Application["answers"];

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

export function addressFacts(address: Answers["address"]): Fact[] {
  if (!address) return [];
  const place =
    "state" in address
      ? `${address.city}, ${usState(address.state)?.name ?? address.state} ${address.postalCode}`
      : [address.postalCode, address.city, address.region, countryName(address.country)]
          .filter(Boolean)
          .join(", ");
  return [
    { term: "Home", detail: [address.line1, address.line2, place].filter(Boolean).join(", ") },
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
