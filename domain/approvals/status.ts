/** PROPOSED: waits. APPROVED: its effect is done. REJECTED by another, WITHDRAWN by whoever proposed it. */
export const APPROVAL_STATUSES = ["PROPOSED", "APPROVED", "REJECTED", "WITHDRAWN"] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];
export const APPROVAL_ANSWERS = ["approve", "reject", "withdraw"] as const;
export type ApprovalAnswer = (typeof APPROVAL_ANSWERS)[number];

const OPEN: Record<ApprovalAnswer, ApprovalStatus> = {
  approve: "APPROVED",
  reject: "REJECTED",
  withdraw: "WITHDRAWN",
};
const APPROVAL: Record<ApprovalStatus, Partial<Record<ApprovalAnswer, ApprovalStatus>>> = {
  PROPOSED: OPEN,
  APPROVED: {},
  REJECTED: {},
  WITHDRAWN: {},
};

/**
 * The status after an answer, when `votes` people (this one included) have approved and `needed` must: it stays
 * PROPOSED until enough have. Null where the answer has no place.
 */
export function nextApprovalStatus(
  from: ApprovalStatus,
  answer: ApprovalAnswer,
  { votes, needed }: { votes: number; needed: number },
): ApprovalStatus | null {
  const to = APPROVAL[from][answer] ?? null;
  return to === "APPROVED" && votes < needed ? "PROPOSED" : to;
}
