import { reportFileInput, reportYearInput } from "@/domain/reports/revenue";
import { tradeVolumeInput } from "@/domain/reports/trade-volume";
import { exceptionsReport } from "@/server/reports/exceptions";
import { newAccountsReport } from "@/server/reports/new-accounts";
import { reportFile } from "@/server/reports/report-file";
import { revenueReport } from "@/server/reports/revenue";
import { tradeVolume } from "@/server/reports/trade-volume";
import { reviewerProcedure, router } from "@/server/trpc/procedures";

/** Reports for the broker's staff. */
export const reportsRouter = router({
  tradeVolume: reviewerProcedure
    .input(tradeVolumeInput)
    .query(({ ctx, input }) => tradeVolume(ctx.deps, input)),
  revenue: reviewerProcedure.input(reportYearInput).query(({ ctx, input }) => revenueReport(ctx.deps, input)),
  newAccounts: reviewerProcedure
    .input(reportYearInput)
    .query(({ ctx, input }) => newAccountsReport(ctx.deps, input)),
  exceptions: reviewerProcedure
    .input(reportYearInput)
    .query(({ ctx, input }) => exceptionsReport(ctx.deps, input)),
  /** Any of them as a CSV file. A mutation: it is written into the audit. */
  file: reviewerProcedure
    .input(reportFileInput)
    .mutation(({ ctx, input }) => reportFile(ctx.deps, ctx.actor, input)),
});
