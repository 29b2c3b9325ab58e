import type { ApprovalListInput } from "@/domain/approvals/inputs";
import { type ApprovalKind, approvalRule } from "@/domain/approvals/kinds";
import type { ApprovalStatus } from "@/domain/approvals/status";
import type { Actor } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const PAGE = 100;

/** A proposal as the staff see it. Instants are ISO texts; people are e-mail addresses. */
export type ApprovalView = {
  id: string;
  kind: ApprovalKind;
  title: string;
  subjectType: string;
  subjectId: string;
  payload: { name: string; value: string }[];
  reason: string;
  proposedBy: string;
  proposedAt: string;
  status: ApprovalStatus;
  /** Who has approved so far, of how many that must. */
  approvedBy: string[];
  approvalsNeeded: number;
  decision: { by: string; at: string; reason: string } | null;
  /** What the reader may answer; nothing once it is decided. */
  may: { approve: boolean; reject: boolean; withdraw: boolean };
  isMine: boolean;
};

type Row = {
  id: string;
  kind: ApprovalKind;
  subject_type: string;
  subject_id: string;
  payload: Record<string, unknown>;
  reason: string;
  proposed_by: string;
  proposer: string | null;
  proposed_at: Date;
  status: ApprovalStatus;
  approvals_needed: number;
  voters: { id: string; email: string }[] | null;
  decider: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
};

const textOf = (value: unknown): string =>
  value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value);

function viewOf(row: Row, actor: Actor): ApprovalView {
  const rule = approvalRule(row.kind);
  const isMine = row.proposed_by === actor.userId;
  const isOpen = row.status === "PROPOSED";
  const voters = row.voters ?? [];
  const mayDecide = isOpen && !isMine && rule.approvedBy.some((role) => role === actor.role);
  return {
    id: row.id,
    kind: row.kind,
    title: rule.title,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    payload: Object.entries(row.payload).map(([name, value]) => ({ name, value: textOf(value) })),
    reason: row.reason,
    proposedBy: row.proposer ?? row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    status: row.status,
    approvedBy: voters.map(({ email }) => email),
    approvalsNeeded: row.approvals_needed,
    decision:
      row.decided_at && row.decider
        ? { by: row.decider, at: row.decided_at.toISOString(), reason: row.decision_reason ?? "" }
        : null,
    may: {
      approve: mayDecide && !voters.some(({ id }) => id === actor.userId),
      reject: mayDecide,
      withdraw: isOpen && isMine,
    },
    isMine,
  };
}

/** Proposals that match, the open ones oldest first and decided ones newest first; at most a hundred. */
async function approvalsWhere(deps: Deps, actor: Actor, where: Prisma.Sql): Promise<ApprovalView[]> {
  const rows = await deps.db.$queryRaw<Row[]>`
    select a.id, a.kind, a.subject_type, a.subject_id, a.payload, a.reason, a.proposed_by, p.email as proposer,
      a.proposed_at, a.status, a.approvals_needed, d.email as decider, a.decided_at, a.decision_reason,
      (select jsonb_agg(jsonb_build_object('id', v.voter, 'email', u.email) order by v.voted_at)
       from portal.approval_vote v join portal.users u on u.id = v.voter where v.approval_id = a.id) as voters
    from portal.approval a
    left join portal.users p on p.id = a.proposed_by
    left join portal.users d on d.id = a.decided_by
    where ${where}
    order by case when a.status = 'PROPOSED' then a.proposed_at end, a.proposed_at desc, a.id limit ${PAGE}`;
  return rows.map((row) => viewOf(row, actor));
}

/** The proposals of a status, and of a kind where one is named. */
export const listApprovals = (deps: Deps, actor: Actor, input: ApprovalListInput): Promise<ApprovalView[]> =>
  approvalsWhere(
    deps,
    actor,
    Prisma.sql`a.status = ${input.status} and (${input.kind ?? null}::text is null or a.kind = ${input.kind ?? null})`,
  );

/** All proposals about one subject. */
export const approvalsOf = (deps: Deps, actor: Actor, subjectId: string): Promise<ApprovalView[]> =>
  approvalsWhere(deps, actor, Prisma.sql`a.subject_id = ${subjectId}`);

/** How many wait for somebody other than the actor: the number beside the staff's link. */
export const openApprovals = (deps: Deps, actor: Actor): Promise<number> =>
  deps.db.approval.count({ where: { status: "PROPOSED", NOT: { proposedBy: actor.userId } } });
