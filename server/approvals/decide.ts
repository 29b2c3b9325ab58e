import type { DecideApprovalInput } from "@/domain/approvals/inputs";
import { type ApprovalKind, approvalRule } from "@/domain/approvals/kinds";
import { type ApprovalStatus, nextApprovalStatus } from "@/domain/approvals/status";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/** An approval as its effect gets it: decided, in the transaction that decides it. */
export type Approved = {
  id: string;
  kind: ApprovalKind;
  subjectId: string;
  payload: Prisma.JsonValue;
  reason: string;
  proposedBy: string;
};

/**
 * What a kind does once. `approved` runs in the transaction that decides: what it throws takes the decision back.
 * `declined` runs when it was rejected or withdrawn, for those that hold something meanwhile. `barred` throws when
 * this person, who may be the customer concerned, must not decide.
 */
export type ApprovalEffect = {
  approved(tx: Tx, deps: Deps, actor: Actor, approval: Approved): Promise<void>;
  declined?(tx: Tx, deps: Deps, actor: Actor, approval: Approved): Promise<void>;
  barred?(tx: Tx, actor: Actor, approval: Approved): Promise<void>;
};
export type ApprovalEffects = Record<ApprovalKind, ApprovalEffect>;

type Row = Prisma.ApprovalGetPayload<object>;

/** The proposal, locked until the transaction ends: whoever comes second finds it decided. */
async function lockOpen(tx: Tx, approvalId: string): Promise<Row> {
  await tx.$executeRaw`select 1 from portal.approval where id = ${approvalId}::uuid for update`;
  const row = await tx.approval.findUnique({ where: { id: approvalId } });
  if (!row) throw new AppError("NOT_FOUND");
  if (row.status !== "PROPOSED") throw new AppError("CONFLICT", "This proposal has been decided already.");
  return row;
}

/** The maker may take back and do nothing else; others may do all but that, if their role is the kind's. */
function requireAllowed(actor: Actor, row: Row, { answer }: DecideApprovalInput): void {
  const isMaker = row.proposedBy === actor.userId;
  if (answer === "withdraw") {
    if (!isMaker) throw new AppError("FORBIDDEN", "Only whoever proposed it can withdraw it.");
    return;
  }
  if (!approvalRule(row.kind as ApprovalKind).approvedBy.some((role) => role === actor.role))
    throw new AppError("FORBIDDEN");
  if (isMaker) throw new AppError("FOUR_EYES");
}

/** Counts a yes, once a person. Returns how many there are now. */
async function vote(tx: Tx, deps: Deps, actor: Actor, row: Row, reason: string): Promise<number> {
  const { count } = await tx.approvalVote.createMany({
    data: {
      approvalId: row.id,
      voter: actor.userId,
      proposedBy: row.proposedBy,
      votedAt: toDate(deps.clock.now()),
      reason,
    },
    skipDuplicates: true,
  });
  if (count === 0) throw new AppError("CONFLICT", "You have approved this already; somebody else must, too.");
  return tx.approvalVote.count({ where: { approvalId: row.id } });
}

/**
 * Decides on a proposal. Its effect runs in the same transaction, exactly once, when enough others have approved,
 * however many decide at the same moment. FOUR_EYES for the maker; CONFLICT once it is decided, or for a second yes
 * of one person; FORBIDDEN for a role that the kind does not name; NOT_FOUND.
 */
export async function decide(
  deps: Deps,
  actor: Actor,
  input: DecideApprovalInput,
  effects: ApprovalEffects,
): Promise<{ approvalId: string; status: ApprovalStatus }> {
  const decided = await deps.db.$transaction(async (tx) => {
    const now = deps.clock.now();
    const row = await lockOpen(tx, input.approvalId);
    requireAllowed(actor, row, input);
    const approval = { ...row, kind: row.kind as ApprovalKind };
    const effect = effects[approval.kind];
    if (input.answer !== "withdraw") await effect.barred?.(tx, actor, approval);
    const votes = input.answer === "approve" ? await vote(tx, deps, actor, row, input.reason) : 0;
    const counts = { votes, needed: row.approvalsNeeded };
    const status = nextApprovalStatus(row.status as ApprovalStatus, input.answer, counts);
    if (!status) throw new AppError("CONFLICT");
    if (status !== "PROPOSED")
      await tx.approval.update({
        where: { id: row.id },
        data: { status, decidedBy: actor.userId, decidedAt: toDate(now), decisionReason: input.reason },
      });
    await recordAudit(tx, {
      actor,
      action: status === "PROPOSED" ? "approval.seconded" : `approval.${status.toLowerCase()}`,
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      detail: { approvalId: row.id, kind: row.kind, reason: input.reason },
      at: now,
    });
    if (status === "APPROVED") await effect.approved(tx, deps, actor, approval);
    if (status === "REJECTED" || status === "WITHDRAWN") await effect.declined?.(tx, deps, actor, approval);
    await publish(tx, "staff", "approval");
    return { approvalId: row.id, status };
  });
  deps.nudge();
  return decided;
}
