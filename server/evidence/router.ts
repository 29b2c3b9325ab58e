import { evidenceInput, evidenceSubjectInput } from "@/domain/evidence/inputs";
import { listEvidence, openEvidence, readEvidence, reviewEvidence } from "@/server/evidence/queries";
import { removeEvidence } from "@/server/evidence/remove-evidence";
import { investorProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

/** Papers about the signed-in customer's own applications and accounts. Files come in and go out by /api/evidence. */
export const evidenceRouter = router({
  list: investorProcedure
    .input(evidenceSubjectInput)
    .query(({ ctx, input }) => listEvidence(ctx.deps, ctx.actor, input)),
  open: investorProcedure
    .input(evidenceInput)
    .mutation(({ ctx, input }) => openEvidence(ctx.deps, ctx.actor, input)),
  remove: investorProcedure
    .input(evidenceInput)
    .mutation(({ ctx, input }) => removeEvidence(ctx.deps, ctx.actor, input)),
});

/** The same papers for staff who review. */
export const evidenceDeskRouter = router({
  list: reviewerProcedure
    .input(evidenceSubjectInput)
    .query(({ ctx, input }) => reviewEvidence(ctx.deps, input)),
  open: reviewerProcedure
    .input(evidenceInput)
    .mutation(({ ctx, input }) => readEvidence(ctx.deps, ctx.actor, input)),
});
