export { type ApprovalEffect, type ApprovalEffects, type Approved, decide } from "@/server/approvals/decide";
export { type Proposal, propose } from "@/server/approvals/propose";
export { approvalsOf, type ApprovalView } from "@/server/approvals/queries";
export { spendApproval } from "@/server/approvals/spend-approval";
