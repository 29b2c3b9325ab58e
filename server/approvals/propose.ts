import { type ApprovalKind, approvalRule } from "@/domain/approvals/kinds";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { isUniqueViolation, type Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

export type Proposal = {
  kind: ApprovalKind;
  subjectType: string;
  subjectId: string;
  /** What the approver reads and the effect does, as JSON. It is kept and shown for ever: no secrets. */
  payload: Prisma.InputJsonObject;
  reason: string;
  /** More approvers than the kind needs by itself. */
  approvalsNeeded?: number;
};

/**
 * Writes down what one proposes and others must approve, in the caller's transaction, and returns its id. A subject
 * has one open proposal of a kind at a time: CONFLICT. FORBIDDEN where the kind is not the actor's to propose.
 */
export async function propose(tx: Tx, deps: Deps, actor: Actor, proposal: Proposal): Promise<string> {
  const { kind, subjectType, subjectId, payload, reason } = proposal;
  const rule = approvalRule(kind);
  if (rule.proposedBy && !rule.proposedBy.some((role) => role === actor.role))
    throw new AppError("FORBIDDEN");
  const now = deps.clock.now();
  const id = newId();
  try {
    await tx.approval.create({
      data: {
        id,
        kind,
        subjectType,
        subjectId,
        payload,
        reason,
        proposedBy: actor.userId,
        proposedAt: toDate(now),
        approvalsNeeded: Math.max(rule.approvalsNeeded, proposal.approvalsNeeded ?? 0),
      },
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("CONFLICT", "This is proposed already and waits for somebody else's decision.");
  }
  await recordAudit(tx, {
    actor,
    action: "approval.proposed",
    subjectType,
    subjectId,
    detail: { approvalId: id, kind, reason, payload },
    at: now,
  });
  await publish(tx, "staff", "approval");
  return id;
}
