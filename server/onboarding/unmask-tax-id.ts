import { z } from "zod";
import { AppError } from "@/domain/errors";
import type { ShowTaxIdInput, UnmaskInput } from "@/domain/onboarding/inputs";
import { type ApprovalEffect, propose, spendApproval } from "@/server/approvals";
import { lockForReview } from "@/server/onboarding/review-lock";
import { contextOf, identificationContext } from "@/server/onboarding/sealed-numbers";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** An approved look at a number must be taken within so many minutes, and is shown for so many seconds. */
const USE_WITHIN_MINUTES = 15;
const SHOWN_SECONDS = 30;

const shownPayload = z.object({ person: z.string() });
type Sealed = { ciphertext: string; last4: string; context: string };

/** Where a person's number is kept, and under which context it was sealed. NOT_FOUND where there is none. */
async function sealedNumber(tx: Tx, applicationId: string, person: string): Promise<Sealed> {
  const own =
    person === "applicant"
      ? await tx.application.findUnique({ where: { id: applicationId } })
      : person === "co-owner"
        ? await tx.coOwner.findUnique({ where: { applicationId } })
        : null;
  if (own?.taxIdCiphertext)
    return {
      ciphertext: own.taxIdCiphertext,
      last4: own.taxIdLast4 ?? "",
      context: identificationContext(person === "applicant" ? "application" : "co_owner", own.id),
    };
  const beside = await tx.numberOnFile.findUnique({
    where: { applicationId_subject: { applicationId, subject: person } },
  });
  if (!beside) throw new AppError("NOT_FOUND");
  return {
    ciphertext: beside.ciphertext,
    last4: beside.last4,
    context: contextOf(applicationId, person),
  };
}

/**
 * Asks to see the whole tax id of somebody in an application: somebody else of the staff approves, and then whoever asked sees it once.
 * Errors as in `lockForReview`; CONFLICT while another such request waits.
 */
export const proposeUnmask = (
  deps: Deps,
  actor: Actor,
  input: UnmaskInput,
): Promise<{ approvalId: string }> =>
  deps.db.$transaction(async (tx) => {
    const application = await lockForReview(tx, actor, input.applicationId);
    const sealed = await sealedNumber(tx, application.id, input.person);
    const approvalId = await propose(tx, deps, actor, {
      kind: "TAX_ID",
      subjectType: "application",
      subjectId: application.id,
      payload: { application: application.number, person: input.person, endsWith: sealed.last4 },
      reason: input.reason,
    });
    return { approvalId };
  });

/** The approval is the permission; the number itself is read later, once, by whoever asked. Not the applicant's to give. */
export const taxIdEffect: ApprovalEffect = {
  approved: async () => {},
  async barred(tx, actor, { subjectId }) {
    const own = await tx.application.findFirst({
      where: { id: subjectId, OR: [{ userId: actor.userId }, { coOwner: { userId: actor.userId } }] },
    });
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
      select: { subjectId: true, payload: true },
    });
    if (!approval) throw new AppError("NOT_FOUND");
    if (!(await spendApproval(tx, deps, actor, { kind: "TAX_ID", approvalId, minutes: USE_WITHIN_MINUTES })))
      throw new AppError("CONFLICT", "This is not approved, was seen already, or is too old. Ask again.");
    const { person } = shownPayload.parse(approval.payload);
    const sealed = await sealedNumber(tx, approval.subjectId, person);
    await recordAudit(tx, {
      actor,
      action: "tax_id.shown",
      subjectType: "application",
      subjectId: approval.subjectId,
      detail: { approvalId, person },
      at: deps.clock.now(),
    });
    const number = deps.cipher.decrypt(sealed.ciphertext, sealed.context);
    return { number, seconds: SHOWN_SECONDS };
  });
}
