import type { RestrictionKind } from "@/domain/accounts/restrictions";
import { type AccountStatus, nextAccountStatus } from "@/domain/onboarding/account-status";
import { type Instant, toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
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
  await placeRestriction(tx, deps, "SYSTEM", { ...restriction, kind: "NO_BUSINESS" });
}

/**
 * Writes a restriction in the caller's transaction, which locks the account's cash row: from its commit on nothing
 * that it forbids begins. NO_BUSINESS also makes the account RESTRICTED. False when it stands already, or when the
 * account is closed.
 */
export async function placeRestriction(
  tx: Tx,
  deps: Deps,
  actor: Actor | "SYSTEM",
  { accountId, kind, reason, exchangeAt }: Restriction & { kind: RestrictionKind },
): Promise<boolean> {
  // Not "for update": an order that has the cash row and writes itself down holds the account's key.
  const [account] = await tx.$queryRaw<{ status: AccountStatus }[]>`
    select status from portal.account where id = ${accountId}::uuid for no key update`;
  if (!account || account.status === "CLOSED") return false;
  const status = nextAccountStatus(account.status, "restricted");
  if (kind === "NO_BUSINESS" && status === null) return false;
  const now = deps.clock.now();
  const placedBy = actor === "SYSTEM" ? null : actor.userId;
  const placed = await tx.$executeRaw`
    insert into portal.account_restriction (id, account_id, kind, reason, placed_by, placed_at)
    values (${newId()}::uuid, ${accountId}::uuid, ${kind}, ${reason}, ${placedBy}::uuid, ${toDate(now)})
    on conflict (account_id, kind) where lifted_at is null do nothing`;
  if (placed === 0) return false;
  if (kind === "NO_BUSINESS" && status)
    await tx.account.update({ where: { id: accountId }, data: { status } });
  await recordAudit(tx, {
    actor,
    action: "account.restricted",
    subjectType: "account",
    subjectId: accountId,
    detail: { kind, reason },
    at: now,
    exchangeAt,
  });
  await publish(tx, `account:${accountId}`, "account");
  await publish(tx, "staff", "account");
  return true;
}
