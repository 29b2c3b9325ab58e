import { applicationInput } from "@/domain/onboarding/inputs";
import {
  archiveInput,
  correctPaperInput,
  documentFileInput,
  documentInput,
  documentsInput,
  gainsReportInput,
} from "@/domain/statements/document-inputs";
import { archiveOf } from "@/server/documents/archive";
import { correctPaper, requestGains, retryPapers } from "@/server/documents/ask-for-papers";
import { documentFile, listDocuments, markRead, openDocument } from "@/server/documents/queries";
import {
  mySignedPapers,
  openMySignedPaper,
  openSample,
  openSignedPaper,
  signedPapersOf,
} from "@/server/documents/signed-papers";
import {
  adminProcedure,
  investorProcedure,
  reviewerProcedure,
  router,
  signedInProcedure,
} from "@/server/trpc/procedures";

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
  /** The same paper as PDF, CSV, JSON or OFX. */
  file: investorProcedure
    .input(documentFileInput)
    .mutation(({ ctx, input }) => documentFile(ctx.deps, ctx.actor, input)),
  archive: investorProcedure
    .input(archiveInput)
    .query(({ ctx, input }) => archiveOf(ctx.deps, ctx.actor, input)),
  requestGains: investorProcedure
    .input(gainsReportInput)
    .mutation(({ ctx, input }) => requestGains(ctx.deps, ctx.actor, input)),
  correct: adminProcedure
    .input(correctPaperInput)
    .mutation(({ ctx, input }) => correctPaper(ctx.deps, ctx.actor, input)),
  retryPapers: adminProcedure.mutation(({ ctx }) => retryPapers(ctx.deps, ctx.actor)),
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
