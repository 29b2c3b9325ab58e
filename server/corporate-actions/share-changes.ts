import type { FirmEvent } from "@/domain/clearing/messages";
import { sharesAfter } from "@/domain/corporate-actions/entitlement";
import { shareJournals } from "@/domain/ledger/action-postings";
import { add, money, subtract } from "@/domain/money/money";
import { instantFromIso, toColumn, toDate } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import { type HeldBefore, holdingsBefore } from "@/server/corporate-actions/holdings-before";
import { accountsByNumber, type KnownAction, setAside } from "@/server/corporate-actions/known-action";
import { applyToLots, changeLots, lockCash, lotTradesFrom, postJournals, rewindLots } from "@/server/ledger";
import { lockOpenOrders } from "@/server/order-asks";
import { splitNamedLots } from "@/server/orders";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publishAll } from "@/server/platform/news";

type Event = Extract<FirmEvent, { kind: "SHARES_CHANGED" }>;

/**
 * Ex-date of a split, a stock dividend, a reverse split or a new symbol: positions, trades that wait for settlement
 * and tax lots of the holders named become what the action says; a fraction that is not kept is sold for what the firm
 * pays for it. How many shares come of ours we reckon ourselves: where the firm holds others, the reconciliation says
 * so. Everything counts from before the ex-date's first trade, also when trades of it have been booked already.
 */
export async function changeShares(tx: Tx, deps: Deps, action: KnownAction, event: Event): Promise<void> {
  const accounts = await accountsByNumber(
    tx,
    event.holders.map((holder) => holder.accountNumber),
  );
  if (accounts.size < event.holders.length)
    await setAside(tx, deps, event, "it names accounts that we do not have");
  const accountIds = [...accounts.values()];
  await lockOpenOrders(tx, accountIds);
  await lockCash(tx, accountIds);
  const held = await holdingsBefore(tx, action, accountIds);
  const changes = event.holders.flatMap((holder) => {
    const accountId = accounts.get(holder.accountNumber);
    const before = accountId === undefined ? undefined : held.get(accountId);
    return accountId && before ? [changeOf(action, event, holder, accountId, before)] : [];
  });
  await changeAllLots(tx, action, changes);
  await postJournals(
    tx,
    changes.flatMap((change) => change.journals),
  );
  await tx.entitlement.createMany({ data: changes.map((change) => change.entitlement) });
  await restrictShort(tx, deps, action, event, accountIds);
  const at = toDate(instantFromIso(event.at));
  await tx.corporateAction.updateMany({
    where: { id: action.id, appliedAt: null },
    data: { appliedAt: at, paidAt: at },
  });
  await publishAll(
    tx,
    changes.map(({ accountId }) => `account:${accountId}` as const),
    "fills",
  );
}

/**
 * Restricts accounts whose open sales are for more than is left (invariant I3), as when orders for fractions of a share
 * were scaled each by itself and the fraction of the whole was paid for.
 */
async function restrictShort(
  tx: Tx,
  deps: Deps,
  action: KnownAction,
  event: Event,
  accountIds: readonly string[],
): Promise<void> {
  const symbol = action.newSymbol ?? action.symbol;
  const short = await tx.$queryRaw<{ account_id: string }[]>`
    select account_id from portal.position
    where symbol = ${symbol} and account_id = any(${accountIds}::uuid[]) and reserved > 0
      and settled + unsettled - reserved < 0 order by account_id`;
  await restrictAccounts(tx, deps, "SYSTEM", {
    accountIds: short.map((row) => row.account_id),
    kind: "NO_BUSINESS",
    cause: "SHORT",
    reason: `After a corporate action the open sales of ${symbol} are for more shares than are left.`,
    exchangeAt: instantFromIso(event.at),
  });
}

type Change = ReturnType<typeof changeOf>;

/** What becomes of one account's holding, in the ledger, the lots and the record. */
function changeOf(
  action: KnownAction,
  event: Event,
  holder: Event["holders"][number],
  accountId: string,
  before: HeldBefore,
) {
  const source = holder.entitlementId;
  const whole = add(before.settled, before.unsettled);
  const after = sharesAfter(whole, action, event.decimals);
  const cash = money(holder.cashInLieu);
  const journals = shareJournals(
    { source, accountId, terms: action, on: action.exDate, exchangeAt: instantFromIso(event.at) },
    {
      before,
      after: { settled: subtract(after.exact, before.pending), unsettled: before.pending },
      fraction: after.fraction,
      cash,
    },
  );
  const entitlement = {
    id: source,
    actionId: action.id,
    accountId,
    quantity: whole.toFixed(),
    quantityAfter: after.kept.toFixed(),
    gross: cash.toFixed(),
    paidOn: toColumn(action.exDate),
  };
  return { source, accountId, after, cash, journals, entitlement };
}

/** Lots as they stood before the ex-date are changed; what was traded or adjusted from it on is applied anew, in new shares. */
async function changeAllLots(tx: Tx, action: KnownAction, changes: readonly Change[]): Promise<void> {
  const symbol = action.newSymbol ?? action.symbol;
  await splitNamedLots(
    tx,
    action,
    changes.map((change) => change.accountId),
  );
  const trades = await lotTradesFrom(tx, {
    accountIds: changes.map((change) => change.accountId),
    symbol,
    from: action.exDate,
  });
  for (const accountId of new Set(trades.map((trade) => trade.accountId)))
    await rewindLots(tx, { accountId, symbol, from: action.exDate });
  await changeLots(tx, action, changes);
  await applyToLots(tx, trades);
}
