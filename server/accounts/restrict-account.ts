import { blocksOf, type RestrictionCause, type RestrictionKind } from "@/domain/accounts/restrictions";
import { type AccountStatus, nextAccountStatus } from "@/domain/onboarding/account-status";
import { type Instant, toDate } from "@/domain/time/instant";
import { cancelForbiddenOrders } from "@/server/order-asks";
import type { Actor } from "@/server/platform/actor";
import { recordAudits } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish, publishAll } from "@/server/platform/news";

export type Restriction = {
  accountIds: readonly string[];
  kind: RestrictionKind;
  cause: RestrictionCause;
  /** For the audit, and for the staff on the account's page. */
  reason: string;
  exchangeAt: Instant;
};

/**
 * The one way to restrict accounts, for the staff and for the house itself (a returned deposit, a bust that left an
 * account short, a disputed address). In the caller's transaction, which locks the accounts' cash rows: from its commit
 * on what is forbidden is refused, and the open orders that it forbids are asked to be cancelled. They are looked for
 * before the cash rows, as fills lock them, and once more behind: a purchase that was first at the cash row is seen
 * then. Who has the cash rows already locks the orders before (`lockOpenOrders`).
 *
 * NO_BUSINESS also makes an account RESTRICTED. Closed accounts, and those that have the kind for that cause already, are not
 * `restricted`.
 */
export async function restrictAccounts(
  tx: Tx,
  deps: Deps,
  actor: Actor | "SYSTEM",
  restriction: Restriction,
): Promise<{ restricted: string[]; ordersCancelled: number }> {
  const accountIds = [...new Set(restriction.accountIds)];
  if (accountIds.length === 0) return { restricted: [], ordersCancelled: 0 };
  const { trading } = blocksOf([restriction.kind]);
  const cancel = () => cancelForbiddenOrders(tx, actor, { accountIds, trading }, restriction.exchangeAt);
  const before = await cancel();
  const restricted = await place(tx, deps, actor, { ...restriction, accountIds });
  return { restricted, ordersCancelled: before + (await cancel()) };
}

/** Writes the rows, which the cash rows follow by a trigger. Returns the accounts that have it new. */
async function place(
  tx: Tx,
  deps: Deps,
  actor: Actor | "SYSTEM",
  { accountIds, kind, cause, reason, exchangeAt }: Restriction,
): Promise<string[]> {
  // Not "for update": an order that has the cash row and writes itself down holds the account's key.
  const accounts = await tx.$queryRaw<{ id: string; status: AccountStatus }[]>`
    select id, status from portal.account where id = any(${[...accountIds]}::uuid[]) order by id for no key update`;
  const ids = accounts
    .filter(({ status }) => status !== "CLOSED")
    .filter(({ status }) => kind !== "NO_BUSINESS" || nextAccountStatus(status, "restricted") !== null)
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  const now = deps.clock.now();
  const placedBy = actor === "SYSTEM" ? null : actor.userId;
  const placed = await tx.$queryRaw<{ account_id: string }[]>`
    insert into portal.account_restriction (id, account_id, kind, cause, reason, placed_by, placed_at)
    select r.id, r.account_id, ${kind}, ${cause}, ${reason}, ${placedBy}::uuid, ${toDate(now)}::timestamptz
    from unnest(${ids.map(() => newId())}::uuid[], ${ids}::uuid[]) as r (id, account_id) order by r.account_id
    on conflict (account_id, kind, cause) where lifted_at is null do nothing returning account_id`;
  const restricted = placed.map((row) => row.account_id);
  if (restricted.length === 0) return [];
  if (kind === "NO_BUSINESS")
    await tx.account.updateMany({
      where: { id: { in: restricted } },
      data: { status: "RESTRICTED" satisfies AccountStatus },
    });
  await recordAudits(
    tx,
    restricted.map((accountId) => ({
      actor,
      action: "account.restricted",
      subjectType: "account",
      subjectId: accountId,
      detail: { kind, cause, reason },
      at: now,
      exchangeAt,
    })),
  );
  await publishAll(
    tx,
    restricted.map((id) => `account:${id}` as const),
    "account",
  );
  await publish(tx, "staff", "account");
  return restricted;
}
