import { liftAccountInput, restrictAccountInput } from "@/domain/accounts/inputs";
import { accountInput, accountListInput } from "@/domain/onboarding/inputs";
import { imposeRestriction } from "@/server/accounts/impose-restriction";
import { liftAccountRestriction } from "@/server/accounts/lift-restriction";
import { accountDetail, listAccounts, myAccounts } from "@/server/accounts/queries";
import { adminProcedure, reviewerProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

/** Accounts: one's own, and for the staff all of them. */
export const accountsRouter = router({
  mine: signedInProcedure.query(({ ctx }) => myAccounts(ctx.deps, ctx.actor)),
  list: reviewerProcedure.input(accountListInput).query(({ ctx, input }) => listAccounts(ctx.deps, input)),
  detail: reviewerProcedure.input(accountInput).query(({ ctx, input }) => accountDetail(ctx.deps, input)),
  /** Any of the staff may stop an account at once; an administrator lets it go again. */
  restrict: reviewerProcedure
    .input(restrictAccountInput)
    .mutation(({ ctx, input }) => imposeRestriction(ctx.deps, ctx.actor, input)),
  lift: adminProcedure
    .input(liftAccountInput)
    .mutation(({ ctx, input }) => liftAccountRestriction(ctx.deps, ctx.actor, input)),
});
