import { tradeVolumeInput } from "@/domain/reports/trade-volume";
import { tradeVolume } from "@/server/reports/trade-volume";
import { reviewerProcedure, router } from "@/server/trpc/procedures";

/** Reports for the broker's staff. */
export const reportsRouter = router({
  tradeVolume: reviewerProcedure
    .input(tradeVolumeInput)
    .query(({ ctx, input }) => tradeVolume(ctx.deps, input)),
});
