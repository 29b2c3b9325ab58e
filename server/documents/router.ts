import { documentInput, documentsInput } from "@/domain/statements/document-inputs";
import { listDocuments, markRead, openDocument } from "@/server/documents/queries";
import { investorProcedure, router } from "@/server/trpc/procedures";

/** Statements and confirms of the signed-in customer's own accounts. Browsers load the bytes from /api/documents/ID. */
export const documentsRouter = router({
  list: investorProcedure
    .input(documentsInput)
    .query(({ ctx, input }) => listDocuments(ctx.deps, ctx.actor, input)),
  markRead: investorProcedure
    .input(documentInput)
    .mutation(({ ctx, input }) => markRead(ctx.deps, ctx.actor, input)),
  open: investorProcedure
    .input(documentInput)
    .mutation(({ ctx, input }) => openDocument(ctx.deps, ctx.actor, input)),
});
