import { documentInput, documentsInput } from "@/domain/statements/document-inputs";
import { listDocuments, markRead } from "@/server/documents/queries";
import { investorProcedure, router } from "@/server/trpc/procedures";

/** Statements and confirms of the signed-in customer's own accounts. Their bytes come from /api/documents/ID. */
export const documentsRouter = router({
  list: investorProcedure
    .input(documentsInput)
    .query(({ ctx, input }) => listDocuments(ctx.deps, ctx.actor, input)),
  markRead: investorProcedure
    .input(documentInput)
    .mutation(({ ctx, input }) => markRead(ctx.deps, ctx.actor, input)),
});
