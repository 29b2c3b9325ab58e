import { announceActionInput } from "@/domain/corporate-actions/announce-input";
import { announceAction } from "@/server/corporate-actions/announce-action";
import { listActions } from "@/server/corporate-actions/list-actions";
import { adminProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

/** Corporate actions as the desk sees them: staff may look, administrators may announce. */
export const corporateActionsRouter = router({
  list: reviewerProcedure.query(({ ctx }) => listActions(ctx.deps)),
  announce: adminProcedure
    .input(announceActionInput)
    .mutation(({ ctx, input }) => announceAction(ctx.deps, ctx.actor, input)),
});
