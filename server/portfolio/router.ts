import { z } from "zod";
import { equityHistory, portfolio } from "@/server/portfolio/queries";
import { investorProcedure, router } from "@/server/trpc/procedures";

const accountId = z.uuid("Choose an account.");

export const portfolioRouter = router({
  get: investorProcedure
    .input(z.strictObject({ accountId }))
    .query(({ ctx, input }) => portfolio(ctx.deps, ctx.actor, input)),
  history: investorProcedure
    .input(z.strictObject({ accountId, range: z.enum(["1M", "3M", "YTD", "1Y", "ALL"]) }))
    .query(({ ctx, input }) => equityHistory(ctx.deps, ctx.actor, input)),
});
