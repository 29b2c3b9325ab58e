import type { ApprovalEffects } from "@/server/approvals/decide";
import { taxIdEffect } from "@/server/onboarding";
import { limitsEffect } from "@/server/risk";

/** What each kind of proposal does once it is approved. Only the router and tests import this. */
export const APPROVAL_EFFECTS: ApprovalEffects = {
  ACCOUNT_LIMITS: limitsEffect,
  TAX_ID: taxIdEffect,
};
