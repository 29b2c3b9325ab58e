import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { legalName } from "@/domain/onboarding/names";
import { type ApplicationParts, entityOf, personsOf } from "@/domain/onboarding/persons";

/** What the firm's account master and every paper can print. */
const LONGEST = 200;

/** " U/A DTD 03/09/2019": under the agreement of that day, as titles of trusts have it. */
const trustDate = (accountType: AccountTypeKey, formedOn: string): string =>
  ACCOUNT_TYPES[accountType].registration === "TRUST"
    ? ` U/A DTD ${formedOn.slice(5, 7)}/${formedOn.slice(8)}/${formedOn.slice(0, 4)}`
    : "";

/**
 * The title of an account as it stands at the clearing firm and on papers: "Margaret Holm", "Margaret Holm & Ida Holm
 * JTWROS", "Margaret Holm & Ida Holm TEN COM", "Holm Holdings LLC", "Holm Family Trust U/A DTD 03/09/2019". Null while
 * somebody's name is not known.
 */
export function accountTitle(parts: ApplicationParts): string | null {
  const { registration, titleSuffix, coOwnerSteps } = ACCOUNT_TYPES[parts.accountType];
  const entity = entityOf(parts);
  if (ACCOUNT_TYPES[parts.accountType].entity)
    return entity && `${entity.legalName}${trustDate(parts.accountType, entity.formedOn)}`.slice(0, LONGEST);
  const names = personsOf(parts).map(({ name }) => legalName(name));
  if (names.length < (coOwnerSteps.length > 0 ? 2 : 1)) return null;
  const joined = names.join(" & ");
  return (registration === "INDIVIDUAL" ? joined : `${joined} ${titleSuffix}`).slice(0, LONGEST);
}
