import { accountInput } from "@/domain/onboarding/inputs";
import { marginStanding, unmetCalls } from "@/server/margin/queries";
import { investorProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

/** Margin: how one's own account stands, and for the staff the calls that are not met. */
export const marginRouter = router({
  standing: investorProcedure
    .input(accountInput)
    .query(({ ctx, input }) => marginStanding(ctx.deps, ctx.actor, input)),
  calls: reviewerProcedure.query(({ ctx }) => unmetCalls(ctx.deps)),
});
