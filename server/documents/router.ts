import { applicationInput } from "@/domain/onboarding/inputs";
import { documentInput, documentsInput } from "@/domain/statements/document-inputs";
import { listDocuments, markRead, openDocument } from "@/server/documents/queries";
import {
  mySignedPapers,
  openMySignedPaper,
  openSample,
  openSignedPaper,
  signedPapersOf,
} from "@/server/documents/signed-papers";
import { investorProcedure, reviewerProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

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
  signed: investorProcedure.query(({ ctx }) => mySignedPapers(ctx.deps, ctx.actor)),
  openSigned: investorProcedure
    .input(documentInput)
    .mutation(({ ctx, input }) => openMySignedPaper(ctx.deps, ctx.actor, input)),
  /** The sample that shows that somebody can read our documents (E-SIGN). */
  sample: signedInProcedure.mutation(() => openSample()),
  signedOf: reviewerProcedure
    .input(applicationInput)
    .query(({ ctx, input }) => signedPapersOf(ctx.deps, input)),
  openSignedOf: reviewerProcedure
    .input(documentInput)
    .mutation(({ ctx, input }) => openSignedPaper(ctx.deps, input)),
});
