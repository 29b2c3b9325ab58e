import { z } from "zod";
import { announceActionInput } from "@/domain/corporate-actions/announce-input";
import { announceAction } from "@/server/corporate-actions/announce-action";
import { comingDividends } from "@/server/corporate-actions/coming-dividends";
import { listActions } from "@/server/corporate-actions/list-actions";
import { adminProcedure, investorProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

/** Corporate actions: customers see what they will be paid, staff all that concerns customers; administrators announce. */
export const corporateActionsRouter = router({
  list: reviewerProcedure.query(({ ctx }) => listActions(ctx.deps)),
  comingDividends: investorProcedure
    .input(z.strictObject({ accountId: z.uuid("Choose an account.") }))
    .query(({ ctx, input }) => comingDividends(ctx.deps, ctx.actor, input)),
  announce: adminProcedure
    .input(announceActionInput)
    .mutation(({ ctx, input }) => announceAction(ctx.deps, ctx.actor, input)),
});
