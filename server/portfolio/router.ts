import { z } from "zod";
import {
  accountsInput,
  bridgeEntriesInput,
  closedInput,
  lotsInput,
  performanceInput,
  periodInput,
  portfolioInput,
} from "@/domain/portfolio/portfolio-input";
import { bridge, bridgeEntries } from "@/server/portfolio/bridge";
import { contributions } from "@/server/portfolio/contributions";
import { income } from "@/server/portfolio/income";
import { closedPositions, lots } from "@/server/portfolio/lots";
import { outlook } from "@/server/portfolio/outlook";
import { performance } from "@/server/portfolio/performance";
import { equityHistory, portfolio } from "@/server/portfolio/queries";
import { investorProcedure, router } from "@/server/trpc/procedures";

const accountId = z.uuid("Choose an account.");

export const portfolioRouter = router({
  get: investorProcedure
    .input(portfolioInput)
    .query(({ ctx, input }) => portfolio(ctx.deps, ctx.actor, input)),
  history: investorProcedure
    .input(z.strictObject({ accountId, range: z.enum(["1M", "3M", "YTD", "1Y", "ALL"]) }))
    .query(({ ctx, input }) => equityHistory(ctx.deps, ctx.actor, input)),
  lots: investorProcedure.input(lotsInput).query(({ ctx, input }) => lots(ctx.deps, ctx.actor, input)),
  closed: investorProcedure
    .input(closedInput)
    .query(({ ctx, input }) => closedPositions(ctx.deps, ctx.actor, input)),
  performance: investorProcedure
    .input(performanceInput)
    .query(({ ctx, input }) => performance(ctx.deps, ctx.actor, input)),
  bridge: investorProcedure.input(periodInput).query(({ ctx, input }) => bridge(ctx.deps, ctx.actor, input)),
  bridgeEntries: investorProcedure
    .input(bridgeEntriesInput)
    .query(({ ctx, input }) => bridgeEntries(ctx.deps, ctx.actor, input)),
  contributions: investorProcedure
    .input(periodInput)
    .query(({ ctx, input }) => contributions(ctx.deps, ctx.actor, input)),
  income: investorProcedure
    .input(accountsInput)
    .query(({ ctx, input }) => income(ctx.deps, ctx.actor, input)),
  outlook: investorProcedure
    .input(accountsInput)
    .query(({ ctx, input }) => outlook(ctx.deps, ctx.actor, input)),
});
