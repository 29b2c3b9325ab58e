import type { LiftAccountInput } from "@/domain/accounts/inputs";
import { AppError } from "@/domain/errors";
import { type AccountStatus, nextAccountStatus } from "@/domain/onboarding/account-status";
import { toDate } from "@/domain/time/instant";
import { refuseOwnAccount } from "@/server/accounts/own-account";
import { shortfallOf } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Lifts one restriction, once; what it alone forbade is allowed from the commit on. Cancelled orders stay cancelled.
 * An account that is short of cash or shares stays without business until it no longer is: CONFLICT. NOT_FOUND;
 * MAKER_IS_CHECKER for one's own account.
 */
export async function liftAccountRestriction(
  deps: Deps,
  actor: Actor,
  input: LiftAccountInput,
): Promise<{ restrictionId: string }> {
  const now = deps.clock.now();
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    const found = await tx.accountRestriction.findUnique({ where: { id: input.restrictionId } });
    if (!found) throw new AppError("NOT_FOUND");
    const { accountId, kind } = found;
    await refuseOwnAccount(tx, actor, accountId);
    const [account] = await tx.$queryRaw<{ status: AccountStatus }[]>`
      select status from portal.account where id = ${accountId}::uuid for no key update`;
    const { count } = await tx.accountRestriction.updateMany({
      where: { id: found.id, liftedAt: null },
      data: { liftedAt: toDate(now), liftedBy: actor.userId, liftReason: input.reason },
    });
    if (count === 0) throw new AppError("CONFLICT", "This restriction has been lifted already.");
    if (kind === "NO_BUSINESS") {
      if (await shortfallOf(tx, accountId))
        throw new AppError(
          "CONFLICT",
          "The account is short of cash or shares. That must be made good first.",
        );
      const status = account ? nextAccountStatus(account.status, "released") : null;
      if (status) await tx.account.update({ where: { id: accountId }, data: { status } });
    }
    await recordAudit(tx, {
      actor,
      action: "account.restriction_lifted",
      subjectType: "account",
      subjectId: accountId,
      detail: { kind, restrictionId: found.id, reason: input.reason },
      at: now,
      exchangeAt,
    });
    await publish(tx, `account:${accountId}`, "account");
    await publish(tx, "staff", "account");
  });
  return { restrictionId: input.restrictionId };
}
