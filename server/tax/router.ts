import {
  harvestInput,
  instructLotsInput,
  lotsOfAccountInput,
  lotsOfOrderInput,
  previewSaleInput,
  realisedGainsInput,
} from "@/domain/tax/tax-inputs";
import { realisedGains, realisedGainsCsv } from "@/server/tax/gains";
import { harvest } from "@/server/tax/harvest";
import { instructionsOf, instructLots } from "@/server/tax/instructions";
import { lotsOfOrder } from "@/server/tax/order-lots";
import { previewSaleOf } from "@/server/tax/preview-sale";
import { investorProcedure, router } from "@/server/trpc/procedures";

/** Lots and what they are for taxes: which are closed, what that realised, what it would. It shows and does not advise. */
export const taxRouter = router({
  instructions: investorProcedure
    .input(lotsOfAccountInput)
    .query(({ ctx, input }) => instructionsOf(ctx.deps, ctx.actor, input)),
  instruct: investorProcedure
    .input(instructLotsInput)
    .mutation(({ ctx, input }) => instructLots(ctx.deps, ctx.actor, input)),
  previewSale: investorProcedure
    .input(previewSaleInput)
    .query(({ ctx, input }) => previewSaleOf(ctx.deps, ctx.actor, input)),
  ofOrder: investorProcedure
    .input(lotsOfOrderInput)
    .query(({ ctx, input }) => lotsOfOrder(ctx.deps, ctx.actor, input)),
  realised: investorProcedure
    .input(realisedGainsInput)
    .query(({ ctx, input }) => realisedGains(ctx.deps, ctx.actor, input)),
  realisedCsv: investorProcedure
    .input(realisedGainsInput.pick({ accountId: true, year: true, scope: true }))
    .query(({ ctx, input }) => realisedGainsCsv(ctx.deps, ctx.actor, input)),
  harvest: investorProcedure
    .input(harvestInput)
    .query(({ ctx, input }) => harvest(ctx.deps, ctx.actor, input)),
});
