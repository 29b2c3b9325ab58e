import { choosePlanInput } from "@/domain/market-data/plans";
import { declareInput } from "@/domain/market-data/subscriber";
import { choosePlan } from "@/server/market-data/choose-plan";
import { declareSubscriber } from "@/server/market-data/declare-subscriber";
import { myMarketData } from "@/server/market-data/queries";
import { investorProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

/** What a person may see of the market, and what it costs. */
export const marketDataRouter = router({
  mine: signedInProcedure.query(({ ctx }) => myMarketData(ctx.deps, ctx.actor)),
  declare: investorProcedure
    .input(declareInput)
    .mutation(({ ctx, input }) => declareSubscriber(ctx.deps, ctx.actor, ctx.origin, input)),
  choose: investorProcedure
    .input(choosePlanInput)
    .mutation(({ ctx, input }) => choosePlan(ctx.deps, ctx.actor, input)),
});
