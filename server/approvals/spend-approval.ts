import type { ApprovalKind } from "@/domain/approvals/kinds";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Uses up the permission that the actor has proposed and somebody else has approved in the last `minutes`: true once,
 * in the transaction that does what was permitted.
 */
export async function spendApproval(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { kind, approvalId, minutes }: { kind: ApprovalKind; approvalId: string; minutes: number },
): Promise<boolean> {
  const now = toDate(deps.clock.now());
  const used = await tx.$executeRaw`
    update portal.approval set used_at = ${now}
    where id = ${approvalId}::uuid and kind = ${kind} and status = 'APPROVED' and used_at is null
      and proposed_by = ${actor.userId}::uuid and decided_at > ${now}::timestamptz - make_interval(mins => ${minutes}::int)`;
  return used === 1;
}
