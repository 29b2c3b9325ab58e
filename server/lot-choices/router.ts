import { changeLotsInput, saleLotsInput } from "@/domain/tax/tax-inputs";
import { changeLots } from "@/server/lot-choices/change-lots";
import { lotsOfSale } from "@/server/lot-choices/lots-of-sale";
import { investorProcedure, router } from "@/server/trpc/procedures";

/** The lots of executed sales, which may be named until they settle. */
export const lotChoicesRouter = router({
  ofSale: investorProcedure
    .input(saleLotsInput)
    .query(({ ctx, input }) => lotsOfSale(ctx.deps, ctx.actor, input)),
  change: investorProcedure
    .input(changeLotsInput)
    .mutation(({ ctx, input }) => changeLots(ctx.deps, ctx.actor, input)),
});
