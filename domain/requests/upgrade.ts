import { type AccountTypeKey, isAccountType } from "@/domain/onboarding/account-types";
import { agreementsFor, noticesFor } from "@/domain/onboarding/agreements";
import type { Agreement } from "@/domain/onboarding/agreement-texts";

/** The margin account that a cash account of the same registration becomes; null where there is none. */
export function marginTypeOf(type: string): AccountTypeKey | null {
  const margin = type.replace(/_CASH$/, "_MARGIN");
  return margin !== type && isAccountType(margin) ? margin : null;
}

/** What is read and signed for it and was not for the cash account: the margin agreement, FINRA 2264's disclosure. */
export function upgradeTexts(type: string): Agreement[] {
  const margin = marginTypeOf(type);
  if (!margin || !isAccountType(type)) return [];
  const before = new Set([...noticesFor(type), ...agreementsFor(type)].map((text) => text.key));
  return [...noticesFor(margin), ...agreementsFor(margin)].filter((text) => !before.has(text.key));
}

/** Why this account cannot be upgraded by one person at a form; null when it can. */
export function upgradeObstacle({ type, status }: { type: string; status: string }): string | null {
  if (!marginTypeOf(type)) return "This account can borrow already.";
  if (status !== "OPEN") return "Only an account that is open and not restricted can be upgraded.";
  if (type.startsWith("JOINT_"))
    return "Both owners of a joint account sign the margin agreement. Please write to us; we send it to both of you.";
  return null;
}
