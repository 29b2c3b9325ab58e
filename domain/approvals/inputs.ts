import { z } from "zod";
import { APPROVAL_KIND_KEYS } from "@/domain/approvals/kinds";
import { APPROVAL_ANSWERS, APPROVAL_STATUSES } from "@/domain/approvals/status";
import { paragraphInput } from "@/domain/text/text-input";

export const decideApprovalInput = z.strictObject({
  approvalId: z.uuid("Choose a proposal."),
  answer: z.enum(APPROVAL_ANSWERS, { error: "Choose to approve, to reject or to withdraw." }),
  reason: paragraphInput({ min: 3, max: 1000, label: "The reason" }),
});
export type DecideApprovalInput = z.infer<typeof decideApprovalInput>;

export const approvalListInput = z.strictObject({
  status: z.enum(APPROVAL_STATUSES).default("PROPOSED"),
  kind: z.enum(APPROVAL_KIND_KEYS).nullish(),
});
export type ApprovalListInput = z.infer<typeof approvalListInput>;
