import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { legalName } from "@/domain/onboarding/names";
import { type ApplicationParts, entityOf, personsOf } from "@/domain/onboarding/persons";
import type { StepAnswers } from "@/domain/onboarding/steps";
import { formatDate } from "@/domain/time/format";

/** What the firm's account master and every paper can print. */
const LONGEST = 200;

const trustDate = (accountType: AccountTypeKey, formedOn: StepAnswers["entity"]["formedOn"]): string =>
  ACCOUNT_TYPES[accountType].registration === "TRUST" ? ` U/A ${formatDate(formedOn)}` : "";

/**
 * The title of an account as it stands at the clearing firm and on papers: "Margaret Holm", "Margaret Holm & Ida Holm
 * JTWROS", "Margaret Holm & Ida Holm TEN COM", "Holm Holdings LLC", "Holm Family Trust U/A Mar 9, 2019". Null while
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
