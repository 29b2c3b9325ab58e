import { auditListInput } from "@/domain/audit/inputs";
import { auditState, searchAudit } from "@/server/audit/queries";
import { verifyAudit } from "@/server/audit/verify-audit";
import { adminProcedure, router } from "@/server/trpc/procedures";

/** The audit trail, for the firm's administrators. */
export const auditRouter = router({
  list: adminProcedure.input(auditListInput).query(({ ctx, input }) => searchAudit(ctx.deps, input)),
  state: adminProcedure.query(({ ctx }) => auditState(ctx.deps)),
  /** Checks the whole chain; a mutation because it is work that is asked for, not read by the way. */
  verify: adminProcedure.mutation(({ ctx }) => verifyAudit(ctx.deps.db)),
});
