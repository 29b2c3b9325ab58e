import { accountInput, accountListInput } from "@/domain/onboarding/inputs";
import { accountDetail, listAccounts, myAccounts } from "@/server/accounts/queries";
import { reviewerProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

/** Accounts: one's own, and for the staff all of them. */
export const accountsRouter = router({
  mine: signedInProcedure.query(({ ctx }) => myAccounts(ctx.deps, ctx.actor)),
  list: reviewerProcedure.input(accountListInput).query(({ ctx, input }) => listAccounts(ctx.deps, input)),
  detail: reviewerProcedure.input(accountInput).query(({ ctx, input }) => accountDetail(ctx.deps, input)),
});
