import { AppError } from "@/domain/errors";
import { type TransferLimitsInput, transferLimitsInput } from "@/domain/funding/desk-inputs";
import { localDate, toColumn } from "@/domain/time/instant";
import { type ApprovalEffect, propose } from "@/server/approvals";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";

/**
 * Proposes caps of an account's own for one way of moving money, in both directions: they hold once another
 * administrator has approved them. NOT_FOUND for an account that is not there, VALIDATION for a day that has passed,
 * CONFLICT while others of that account wait for approval.
 */
export async function proposeTransferLimits(
  deps: Deps,
  actor: Actor,
  input: TransferLimitsInput,
): Promise<{ approvalId: string }> {
  const today = await deps.clock.exchangeToday();
  const { reason, accountId, effectiveOn, method, perTransfer, perDay, perMonth } = input;
  if (effectiveOn !== null && effectiveOn < today) {
    const message = "This day has passed. Choose today or a later day.";
    throw new AppError("VALIDATION", message, [{ path: "effectiveOn", message }]);
  }
  return deps.db.$transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { id: accountId }, select: { id: true } });
    if (!account) throw new AppError("NOT_FOUND");
    const approvalId = await propose(tx, deps, actor, {
      kind: "TRANSFER_LIMITS",
      subjectType: "account",
      subjectId: accountId,
      payload: {
        accountId,
        method,
        perTransfer: perTransfer.toFixed(2),
        perDay: perDay.toFixed(2),
        perMonth: perMonth.toFixed(2),
        effectiveOn,
      },
      reason,
    });
    return { approvalId };
  });
}

/** Approved caps are written for their day; of a day that has passed meanwhile, for today. */
export const transferLimitsEffect: ApprovalEffect = {
  async approved(tx, deps, actor, { id, payload, reason }) {
    const input = transferLimitsInput.parse({ ...(payload as object), reason });
    const { accountId, method } = input;
    const today = await deps.clock.exchangeToday();
    const day =
      input.effectiveOn !== null && input.effectiveOn > today ? localDate(input.effectiveOn) : today;
    const fromDay = toColumn(day);
    const caps = {
      perTransfer: input.perTransfer.toFixed(2),
      perDay: input.perDay.toFixed(2),
      perMonth: input.perMonth.toFixed(2),
    };
    await tx.transferLimit.upsert({
      where: { accountId_method_fromDay: { accountId, method, fromDay } },
      create: { accountId, method, fromDay, ...caps },
      update: caps,
    });
    await recordAudit(tx, {
      actor,
      action: "account.transfer_limits_set",
      subjectType: "account",
      subjectId: accountId,
      detail: { approvalId: id, method, fromDay: day, ...caps, reason },
      at: deps.clock.now(),
      exchangeAt: await deps.clock.exchangeNow(),
    });
  },
};
