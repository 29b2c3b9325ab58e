import { ACH_RETURNS, isAchReturnCode } from "@/domain/banking/return-codes";
import type { CashEvent } from "@/domain/funding/cash-event";
import { formatUsd } from "@/domain/money/format";
import { money, moneyToWire, negate } from "@/domain/money/money";
import { type Instant, instantFromIso } from "@/domain/time/instant";
import { placeRestriction } from "@/server/accounts";
import type { TransferRow } from "@/server/funding/views";
import { cashOf } from "@/server/ledger";
import { cancelForbiddenOrders } from "@/server/orders";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

type Returned = Extract<CashEvent, { kind: "CASH_RETURNED" }>;

/**
 * What a return does beside taking the money back. The bank link is stopped where the code says that it is of no use
 * any more. A returned deposit blocks withdrawals until staff have looked; where it took money that was used already,
 * the account has a debit and may only sell until that is paid (liquidate-only).
 */
export async function afterReturn(tx: Tx, deps: Deps, event: Returned, row: TransferRow): Promise<void> {
  const exchangeAt = instantFromIso(event.at);
  await stopLink(tx, deps, event, row, exchangeAt);
  const { available } = await cashOf(tx, row.accountId);
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: row.direction === "DEPOSIT" ? "deposit.returned" : "withdrawal.returned",
    subjectType: "transfer",
    subjectId: row.id,
    detail: {
      accountId: row.accountId,
      amount: row.amount.toFixed(2),
      code: event.code,
      available: available.toFixed(2),
    },
    at: deps.clock.now(),
    exchangeAt,
  });
  if (row.direction !== "DEPOSIT") return;
  const { accountId } = row;
  await placeRestriction(tx, deps, "SYSTEM", {
    accountId,
    kind: "NO_WITHDRAWALS",
    reason: `A deposit of ${formatUsd(row.amount.toFixed(2))} was returned by the bank (${event.code}).`,
    exchangeAt,
  });
  if (available.lt(0))
    await placeRestriction(tx, deps, "SYSTEM", {
      accountId,
      kind: "LIQUIDATE_ONLY",
      reason: `A deposit was returned by the bank (${event.code}) after it had been used: the account owes ${formatUsd(moneyToWire(negate(available)))}.`,
      exchangeAt,
    });
}

/**
 * A return that will leave the account short ends its open purchases first: orders are locked before cash, as fills do it.
 */
export async function beforeReturn(tx: Tx, row: TransferRow, exchangeAt: Instant): Promise<void> {
  if (row.status !== "AVAILABLE") return;
  const { available } = await cashOf(tx, row.accountId);
  if (available.lt(money(row.amount)))
    await cancelForbiddenOrders(tx, "SYSTEM", { accountId: row.accountId, trading: "BUYS" }, exchangeAt);
}

async function stopLink(
  tx: Tx,
  deps: Deps,
  { code }: Returned,
  { bankLinkId }: TransferRow,
  exchangeAt: Instant,
): Promise<void> {
  if (!bankLinkId || !isAchReturnCode(code) || ACH_RETURNS[code].link === "KEEP") return;
  const reason = `${ACH_RETURNS[code].meaning} (${code})`;
  const { count } = await tx.bankLink.updateMany({
    where: { id: bankLinkId, status: { in: ["VERIFIED", "MICRO_DEPOSITS"] } },
    data: { status: "STOPPED", reason },
  });
  if (count === 0) return;
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "bank_link.stopped",
    subjectType: "bank_link",
    subjectId: bankLinkId,
    detail: { code },
    at: deps.clock.now(),
    exchangeAt,
  });
}
