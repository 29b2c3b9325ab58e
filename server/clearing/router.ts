import {
  assignBreakInput,
  breaksInput,
  bustFillInput,
  clockRateInput,
  correctFillInput,
  dayInput,
  fileInput,
  importsInput,
  proposalInput,
  proposeResolutionInput,
  runToInput,
  wholeFileInput,
} from "@/domain/clearing/desk-inputs";
import { setFaultInput } from "@/domain/clearing/faults";
import { bustFill, correctFill } from "@/server/clearing/amend-fill";
import { assignBreak, listBreaks } from "@/server/clearing/breaks";
import { runClockTo, setClockRate } from "@/server/clearing/move-clock";
import { desk, filePage, listImports, wholeFile } from "@/server/clearing/queries";
import { approveResolution, declineResolution, proposeResolution } from "@/server/clearing/resolve-break";
import { faultDials, setFault } from "@/server/clearing/set-fault";
import { retryImport } from "@/server/clearing/retry-import";
import { adminProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

/** The clearing desk: staff may look, administrators may act. */
export const clearingRouter = router({
  desk: reviewerProcedure.query(({ ctx }) => desk(ctx.deps)),
  imports: reviewerProcedure.input(importsInput).query(({ ctx, input }) => listImports(ctx.deps, input)),
  file: reviewerProcedure.input(fileInput).query(({ ctx, input }) => filePage(ctx.deps, input)),
  wholeFile: reviewerProcedure.input(wholeFileInput).query(({ ctx, input }) => wholeFile(ctx.deps, input)),
  breaks: reviewerProcedure.input(breaksInput).query(({ ctx, input }) => listBreaks(ctx.deps, input)),
  faults: reviewerProcedure.query(({ ctx }) => faultDials(ctx.deps)),
  setFault: adminProcedure
    .input(setFaultInput)
    .mutation(({ ctx, input }) => setFault(ctx.deps, ctx.actor, input)),
  setRate: adminProcedure
    .input(clockRateInput)
    .mutation(({ ctx, input }) => setClockRate(ctx.deps, ctx.actor, input)),
  runTo: adminProcedure
    .input(runToInput)
    .mutation(({ ctx, input }) => runClockTo(ctx.deps, ctx.actor, input)),
  retryImport: adminProcedure
    .input(dayInput)
    .mutation(({ ctx, input }) => retryImport(ctx.deps, ctx.actor, input)),
  assignBreak: adminProcedure
    .input(assignBreakInput)
    .mutation(({ ctx, input }) => assignBreak(ctx.deps, ctx.actor, input)),
  proposeResolution: adminProcedure
    .input(proposeResolutionInput)
    .mutation(({ ctx, input }) => proposeResolution(ctx.deps, ctx.actor, input)),
  approveResolution: adminProcedure
    .input(proposalInput)
    .mutation(({ ctx, input }) => approveResolution(ctx.deps, ctx.actor, input)),
  declineResolution: adminProcedure
    .input(proposalInput)
    .mutation(({ ctx, input }) => declineResolution(ctx.deps, ctx.actor, input)),
  bustFill: adminProcedure
    .input(bustFillInput)
    .mutation(({ ctx, input }) => bustFill(ctx.deps, ctx.actor, input)),
  correctFill: adminProcedure
    .input(correctFillInput)
    .mutation(({ ctx, input }) => correctFill(ctx.deps, ctx.actor, input)),
});
