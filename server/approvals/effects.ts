import type { ApprovalEffects } from "@/server/approvals/decide";
import { secondFactorEffect } from "@/server/auth";
import { releaseEffect, transferLimitsEffect } from "@/server/funding";
import { placeEffect, taxIdEffect } from "@/server/onboarding";
import { limitsEffect } from "@/server/risk";

/** What each kind of proposal does once it is approved. Only the router and tests import this. */
export const APPROVAL_EFFECTS: ApprovalEffects = {
  ACCOUNT_LIMITS: limitsEffect,
  MONEY_OUT: releaseEffect,
  PLACE_RULING: placeEffect,
  SECOND_FACTOR_RESET: secondFactorEffect,
  TAX_ID: taxIdEffect,
  TRANSFER_LIMITS: transferLimitsEffect,
};
