import { AppError } from "@/domain/errors";
import { type SetLimitsInput, setLimitsInput } from "@/domain/risk/inputs";
import { type ApprovalEffect, propose } from "@/server/approvals";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { effectiveDay } from "@/server/risk/effective-day";
import { writeAccountLimits } from "@/server/risk/set-account-limits";

/**
 * Proposes new limits of an account: they hold once another administrator has approved them (15c3-5(d): the firm's
 * own, under its own control). NOT_FOUND for an account that is not there, VALIDATION for a day that has passed,
 * CONFLICT while other limits of that account wait for approval.
 */
export async function proposeLimits(
  deps: Deps,
  actor: Actor,
  input: SetLimitsInput,
): Promise<{ approvalId: string }> {
  await effectiveDay(deps, input.effectiveOn);
  const { reason, maxShares, maxValue, ...rest } = input;
  return deps.db.$transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { id: input.accountId }, select: { number: true } });
    if (!account) throw new AppError("NOT_FOUND");
    const approvalId = await propose(tx, deps, actor, {
      kind: "ACCOUNT_LIMITS",
      subjectType: "account",
      subjectId: input.accountId,
      payload: {
        ...rest,
        effectiveOn: rest.effectiveOn ?? null,
        basedOn: rest.basedOn ?? null,
        maxShares: maxShares.toFixed(),
        maxValue: maxValue.toFixed(2),
      },
      reason,
    });
    return { approvalId };
  });
}

/** Approved limits are written as a new row. A first day that has passed meanwhile has to be proposed anew. */
export const limitsEffect: ApprovalEffect = {
  async approved(tx, deps, actor, { payload, reason }) {
    const input = setLimitsInput.parse({ ...(payload as object), reason });
    await writeAccountLimits(tx, deps, actor, input);
  },
};
