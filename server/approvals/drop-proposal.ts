import type { ApprovalKind } from "@/domain/approvals/kinds";
import { toDate } from "@/domain/time/instant";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Takes the open proposal about a subject off the desk, because what it was about is gone (a customer who cancels). It
 * waits for whoever is deciding at this moment: afterwards there is none that is open. Its effect does not run.
 */
export async function dropProposal(
  tx: Tx,
  deps: Deps,
  kind: ApprovalKind,
  subjectId: string,
  reason: string,
): Promise<void> {
  const now = deps.clock.now();
  const [row] = await tx.$queryRaw<{ id: string; subject_type: string }[]>`
    update portal.approval set status = 'WITHDRAWN', decided_by = proposed_by, decided_at = ${toDate(now)},
      decision_reason = ${reason}
    where kind = ${kind} and subject_id = ${subjectId} and status = 'PROPOSED'
    returning id, subject_type`;
  if (!row) return;
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "approval.withdrawn",
    subjectType: row.subject_type,
    subjectId,
    detail: { approvalId: row.id, kind, reason },
    at: now,
  });
  await publish(tx, "staff", "approval");
}
