import { ACH_RETURNS, isAchReturnCode } from "@/domain/banking/return-codes";
import type { CashEvent } from "@/domain/funding/cash-event";
import { formatUsd } from "@/domain/money/format";
import { moneyToWire, negate } from "@/domain/money/money";
import { type Instant, instantFromIso } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import { ownersOf } from "@/server/funding/tell-of-link";
import type { TransferRow } from "@/server/funding/views";
import { cashOf } from "@/server/ledger";
import { lockOpenOrders } from "@/server/order-asks";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

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
  await tellOwners(tx, deps, event, row);
  if (row.direction !== "DEPOSIT") return;
  const { accountId } = row;
  await restrictAccounts(tx, deps, "SYSTEM", {
    accountIds: [accountId],
    kind: "NO_WITHDRAWALS",
    cause: "RETURNED_DEPOSIT",
    reason: `A deposit of ${formatUsd(row.amount.toFixed(2))} was returned by the bank (${event.code}).`,
    exchangeAt,
  });
  if (available.lt(0))
    await restrictAccounts(tx, deps, "SYSTEM", {
      accountIds: [accountId],
      kind: "LIQUIDATE_ONLY",
      cause: "RETURNED_DEPOSIT",
      reason: `A deposit was returned by the bank (${event.code}) after it had been used: the account owes ${formatUsd(moneyToWire(negate(available)))}.`,
      exchangeAt,
    });
}

/** A return may restrict the account: its open orders are locked before its cash, as fills do it. */
export async function beforeReturn(tx: Tx, row: TransferRow): Promise<void> {
  if (row.direction === "DEPOSIT") await lockOpenOrders(tx, [row.accountId]);
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

/** The owners read by mail what came back, why, and what follows. */
async function tellOwners(tx: Tx, deps: Deps, { code }: Returned, row: TransferRow): Promise<void> {
  const meaning = isAchReturnCode(code) ? `${ACH_RETURNS[code].meaning} (${code})` : code;
  const amount = formatUsd(row.amount.toFixed(2));
  const letter =
    row.direction === "DEPOSIT"
      ? {
          subject: "Your bank sent a deposit back",
          body: `Your deposit of ${amount} came back: ${meaning} It was taken out of your account again. Until we have looked at it nothing can be withdrawn; paying in is possible.`,
        }
      : {
          subject: "Your bank sent a withdrawal back",
          body: `Your withdrawal of ${amount} came back: ${meaning} The money is in your account again.`,
        };
  for (const email of await ownersOf(tx, row.accountId))
    await sendMail(tx, { to: email, ...letter }, deps.clock.now());
}
