import { AppError } from "@/domain/errors";
import type { ShowTaxIdInput, UnmaskInput } from "@/domain/onboarding/inputs";
import { type ApprovalEffect, propose, spendApproval } from "@/server/approvals";
import { lockForReview } from "@/server/onboarding/review-lock";
import { cipherContext } from "@/server/onboarding/sealed-numbers";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";

/** An approved look at a number must be taken within so many minutes, and is shown for so many seconds. */
const USE_WITHIN_MINUTES = 15;
const SHOWN_SECONDS = 30;

/**
 * Asks to see an applicant's whole tax id: somebody else of the staff approves, and then whoever asked sees it once.
 * Errors as in `lockForReview`; CONFLICT while another such request waits.
 */
export const proposeUnmask = (
  deps: Deps,
  actor: Actor,
  input: UnmaskInput,
): Promise<{ approvalId: string }> =>
  deps.db.$transaction(async (tx) => {
    const application = await lockForReview(tx, actor, input.applicationId);
    if (application.taxIdCiphertext === null) throw new AppError("NOT_FOUND");
    const approvalId = await propose(tx, deps, actor, {
      kind: "TAX_ID",
      subjectType: "application",
      subjectId: application.id,
      payload: { application: application.number, endsWith: application.taxIdLast4 },
      reason: input.reason,
    });
    return { approvalId };
  });

/** The approval is the permission; the number itself is read later, once, by whoever asked. Not the applicant's to give. */
export const taxIdEffect: ApprovalEffect = {
  approved: async () => {},
  async barred(tx, actor, { subjectId }) {
    const own = await tx.application.findFirst({ where: { id: subjectId, userId: actor.userId } });
    if (own) throw new AppError("MAKER_IS_CHECKER");
  },
};

/**
 * Shows the number that was approved, once, to whoever asked for it. It travels in this answer alone and is kept
 * nowhere: no page is rendered with it. CONFLICT when it was seen already or the approval is too old; NOT_FOUND.
 */
export async function showTaxId(
  deps: Deps,
  actor: Actor,
  input: ShowTaxIdInput,
): Promise<{ number: string; seconds: number }> {
  const { approvalId } = input;
  return deps.db.$transaction(async (tx) => {
    const approval = await tx.approval.findFirst({
      where: { id: approvalId, kind: "TAX_ID", proposedBy: actor.userId },
      select: { subjectId: true },
    });
    if (!approval) throw new AppError("NOT_FOUND");
    if (!(await spendApproval(tx, deps, actor, { kind: "TAX_ID", approvalId, minutes: USE_WITHIN_MINUTES })))
      throw new AppError("CONFLICT", "This is not approved, was seen already, or is too old. Ask again.");
    const application = await tx.application.findUniqueOrThrow({ where: { id: approval.subjectId } });
    if (application.taxIdCiphertext === null) throw new AppError("NOT_FOUND");
    await recordAudit(tx, {
      actor,
      action: "tax_id.shown",
      subjectType: "application",
      subjectId: application.id,
      detail: { approvalId },
      at: deps.clock.now(),
    });
    const number = deps.cipher.decrypt(application.taxIdCiphertext, cipherContext(application.id));
    return { number, seconds: SHOWN_SECONDS };
  });
}
