import { type AccountTypeKey, ACCOUNT_TYPES, CAPACITIES } from "@/domain/onboarding/account-types";
import type { EntityAnswers, NamedPerson } from "@/domain/onboarding/entity-inputs";
import type { PersonName } from "@/domain/onboarding/names";
import type { ApplicationForm, Identification, Residence } from "@/domain/onboarding/steps";

/** In which parts somebody appears in an application. One person may have several. */
export type PersonRole = "OWNER" | "CO_OWNER" | "SIGNER" | "BENEFICIAL_OWNER" | "CONTROL_PERSON";

/**
 * A natural person of an application, whoever told us of him. `key` is what his numbers are kept under: "applicant",
 * "co-owner", or "person:KEY". `employment` is known of those who fill in a part themselves.
 */
export type ApplicationPerson = {
  key: string;
  roles: readonly PersonRole[];
  name: PersonName;
  birthDate: string;
  citizenship: string;
  address: Residence;
  identification: Identification;
  employment: ApplicationForm["employment"] | null;
  /** Per cent: of an entity, or of an account in common; null where nobody has a share of his own. */
  share: string | null;
  /** "Managing member", for those who act for an entity. */
  title: string | null;
};

/** An application as it is kept, with the part of the second owner, if there is one. */
export type ApplicationParts = {
  accountType: AccountTypeKey;
  form: ApplicationForm;
  coOwner?: { form: ApplicationForm } | null;
};

type Told = Pick<ApplicationPerson, "key" | "roles" | "share" | "title">;

function fromForm({ identity, address, employment }: ApplicationForm, told: Told): ApplicationPerson[] {
  if (!identity || !address) return [];
  const { firstName, middleName, lastName, birthDate, citizenship, identification } = identity;
  return [
    {
      ...told,
      name: { firstName, middleName, lastName },
      birthDate,
      citizenship,
      address,
      identification,
      employment: employment ?? null,
    },
  ];
}

const fromAnswers = (person: NamedPerson, told: Omit<Told, "key" | "title">): ApplicationPerson => ({
  ...told,
  key: `person:${person.key}`,
  title: "title" in person ? person.title : null,
  name: { firstName: person.firstName, middleName: person.middleName, lastName: person.lastName },
  birthDate: person.birthDate,
  citizenship: person.citizenship,
  address: person.address,
  identification: person.identification,
  employment: null,
});

function ofEntity(form: ApplicationForm): ApplicationPerson[] {
  const { entity, owners } = form;
  const own = owners?.beneficialOwners.find((owner) => owner.who === "SIGNER");
  const roles: PersonRole[] = [
    "SIGNER",
    ...(own ? (["BENEFICIAL_OWNER"] as const) : []),
    ...(owners?.controlPerson.who === "SIGNER" ? (["CONTROL_PERSON"] as const) : []),
  ];
  const signer = fromForm(form, {
    key: "applicant",
    roles,
    share: own?.share ?? null,
    title: entity ? CAPACITIES[entity.capacity] : null,
  });
  const others = (owners?.beneficialOwners ?? []).flatMap((owner) =>
    owner.who === "OTHER" ? [fromAnswers(owner, { roles: ["BENEFICIAL_OWNER"], share: owner.share })] : [],
  );
  const control = owners?.controlPerson;
  if (control?.who === "OTHER") others.push(fromAnswers(control, { roles: ["CONTROL_PERSON"], share: null }));
  return [...signer, ...others];
}

/**
 * Everybody of an application: its owner and co-owner, or an entity's signer, beneficial owners and control person.
 * The applicant first. People who have not said yet who they are are not there.
 */
export function personsOf({ accountType, form, coOwner }: ApplicationParts): ApplicationPerson[] {
  const type = ACCOUNT_TYPES[accountType];
  if (type.entity) return ofEntity(form);
  const shares = type.hasShares ? (form["co-owner"]?.shares ?? null) : null;
  const first = fromForm(form, {
    key: "applicant",
    roles: ["OWNER"],
    share: shares?.own ?? null,
    title: null,
  });
  if (type.coOwnerSteps.length === 0) return first;
  const told: Told = { key: "co-owner", roles: ["CO_OWNER"], share: shares?.coOwner ?? null, title: null };
  return [...first, ...fromForm(coOwner?.form ?? {}, told)];
}

/** The company or trust of an application: its name is screened like a person's. Null for people's own accounts. */
export const entityOf = ({ accountType, form }: ApplicationParts): EntityAnswers | null =>
  ACCOUNT_TYPES[accountType].entity ? (form.entity ?? null) : null;
