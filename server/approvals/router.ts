import { approvalListInput, decideApprovalInput } from "@/domain/approvals/inputs";
import { decide } from "@/server/approvals/decide";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { listApprovals, openApprovals } from "@/server/approvals/queries";
import { reviewerProcedure, router } from "@/server/trpc/procedures";

/** What waits for a second pair of eyes. Which role may decide is the kind's rule. */
export const approvalsRouter = router({
  list: reviewerProcedure
    .input(approvalListInput)
    .query(({ ctx, input }) => listApprovals(ctx.deps, ctx.actor, input)),
  open: reviewerProcedure.query(({ ctx }) => openApprovals(ctx.deps, ctx.actor)),
  decide: reviewerProcedure
    .input(decideApprovalInput)
    .mutation(({ ctx, input }) => decide(ctx.deps, ctx.actor, input, APPROVAL_EFFECTS)),
});
