import { accountInput, linkBankInput, transferInput, transfersInput } from "@/domain/funding/inputs";
import { deposit } from "@/server/funding/deposit";
import { linkBank } from "@/server/funding/link-bank";
import { listBankLinks, listTransfers, transferLimits } from "@/server/funding/queries";
import { withdraw } from "@/server/funding/withdraw";
import { investorProcedure, router } from "@/server/trpc/procedures";

/** Bank accounts and money on its way, each of the signed-in customer's own account. */
export const fundingRouter = router({
  links: investorProcedure
    .input(accountInput)
    .query(({ ctx, input }) => listBankLinks(ctx.deps, ctx.actor, input)),
  linkBank: investorProcedure
    .input(linkBankInput)
    .mutation(({ ctx, input }) => linkBank(ctx.deps, ctx.actor, input)),
  deposit: investorProcedure
    .input(transferInput)
    .mutation(({ ctx, input }) => deposit(ctx.deps, ctx.actor, input)),
  withdraw: investorProcedure
    .input(transferInput)
    .mutation(({ ctx, input }) => withdraw(ctx.deps, ctx.actor, input)),
  transfers: investorProcedure
    .input(transfersInput)
    .query(({ ctx, input }) => listTransfers(ctx.deps, ctx.actor, input)),
  limits: investorProcedure
    .input(accountInput)
    .query(({ ctx, input }) => transferLimits(ctx.deps, ctx.actor, input)),
});
