import { accountInput } from "@/domain/onboarding/inputs";
import {
  liftRestrictionInput,
  restrictionListInput,
  restrictSymbolInput,
  setLimitsInput,
} from "@/domain/risk/inputs";
import { liftRestriction } from "@/server/risk/lift-restriction";
import { accountRisk, listRestrictions } from "@/server/risk/queries";
import { proposeLimits } from "@/server/risk/propose-limits";
import { restrictSymbol } from "@/server/risk/restrict-symbol";
import { adminProcedure, router } from "@/server/trpc/procedures";

/** What accounts may do and what may be traded: the firm's administrators decide. */
export const riskRouter = router({
  account: adminProcedure.input(accountInput).query(({ ctx, input }) => accountRisk(ctx.deps, input)),
  /** Another administrator approves before they hold. */
  proposeLimits: adminProcedure
    .input(setLimitsInput)
    .mutation(({ ctx, input }) => proposeLimits(ctx.deps, ctx.actor, input)),
  restrictions: adminProcedure
    .input(restrictionListInput)
    .query(({ ctx, input }) => listRestrictions(ctx.deps, input)),
  restrictSymbol: adminProcedure
    .input(restrictSymbolInput)
    .mutation(({ ctx, input }) => restrictSymbol(ctx.deps, ctx.actor, input)),
  liftRestriction: adminProcedure
    .input(liftRestrictionInput)
    .mutation(({ ctx, input }) => liftRestriction(ctx.deps, ctx.actor, input)),
});
