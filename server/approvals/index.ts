export { type ApprovalEffect, type ApprovalEffects, type Approved, decide } from "@/server/approvals/decide";
export { dropProposal } from "@/server/approvals/drop-proposal";
export { type Proposal, propose } from "@/server/approvals/propose";
export { approvalsOf, type ApprovalView, listApprovals } from "@/server/approvals/queries";
export { spendApproval } from "@/server/approvals/spend-approval";
