import { type AccountStatus, nextAccountStatus } from "@/domain/onboarding/account-status";
import type { Instant } from "@/domain/time/instant";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

export type Restriction = {
  accountId: string /** For the audit and the staff. */;
  reason: string;
  exchangeAt: Instant;
};

/**
 * Restricts an open account because of something outside (a returned deposit, a bust that left it short): no new
 * business until staff release it. An account that is restricted or closed already stays as it is.
 */
export async function restrictAccount(tx: Tx, deps: Deps, restriction: Restriction): Promise<void> {
  const { accountId, reason, exchangeAt } = restriction;
  const [account] = await tx.$queryRaw<{ status: AccountStatus }[]>`
    select status from portal.account where id = ${accountId}::uuid for update`;
  const status = account ? nextAccountStatus(account.status, "restricted") : null;
  if (status === null) return;
  await tx.account.update({ where: { id: accountId }, data: { status } });
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "account.restricted",
    subjectType: "account",
    subjectId: accountId,
    detail: { reason },
    at: deps.clock.now(),
    exchangeAt,
  });
  await publish(tx, `account:${accountId}`, "account");
  await publish(tx, "staff", "account");
}
