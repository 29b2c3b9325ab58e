import { activityInput } from "@/domain/activity/activity-input";
import { listActivity } from "@/server/activity/list-activity";
import { investorProcedure, router } from "@/server/trpc/procedures";

/** What happened in an account. */
export const activityRouter = router({
  list: investorProcedure
    .input(activityInput)
    .query(({ ctx, input }) => listActivity(ctx.deps, ctx.actor, input)),
});
