import type { FirmEvent } from "@/domain/clearing/messages";
import { dividendJournals } from "@/domain/ledger/action-postings";
import { money, quantity } from "@/domain/money/money";
import { instantFromIso, localDate, toColumn, toDate } from "@/domain/time/instant";
import { accountsByNumber, type KnownAction, setAside } from "@/server/corporate-actions/known-action";
import { lockCash, postJournals } from "@/server/ledger";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publishAll } from "@/server/platform/news";

/** Ex-date: who gets what on the pay date. Nothing is booked yet. */
export async function entitleHolders(
  tx: Tx,
  deps: Deps,
  action: KnownAction,
  event: Extract<FirmEvent, { kind: "DIVIDEND_ENTITLED" }>,
): Promise<void> {
  const accounts = await accountsByNumber(
    tx,
    event.holders.map((holder) => holder.accountNumber),
  );
  const known = event.holders.filter((holder) => accounts.has(holder.accountNumber));
  if (known.length < event.holders.length)
    await setAside(tx, deps, event, "it names accounts that we do not have");
  await tx.entitlement.createMany({
    data: known.map((holder) => ({
      id: holder.entitlementId,
      actionId: action.id,
      accountId: accounts.get(holder.accountNumber) ?? "",
      quantity: holder.held,
      gross: holder.gross,
      withheld: holder.withheld,
    })),
  });
  await tx.corporateAction.updateMany({
    where: { id: action.id, appliedAt: null },
    data: { appliedAt: toDate(instantFromIso(event.at)) },
  });
  await publishAll(
    tx,
    [...accounts.values()].map((id) => `account:${id}` as const),
    "cash",
  );
}

/** Pay date: the dividend and what was withheld of it. Each entitlement is paid once, and as it was told. */
export async function payDividend(
  tx: Tx,
  deps: Deps,
  action: KnownAction,
  event: Extract<FirmEvent, { kind: "DIVIDEND_PAID" }>,
): Promise<void> {
  const told = new Map(event.holders.map((holder) => [holder.entitlementId, holder]));
  const rows = await tx.entitlement.findMany({
    where: { id: { in: [...told.keys()] }, actionId: action.id, paidOn: null },
    orderBy: { id: "asc" },
  });
  const due = rows.filter((row) => {
    const paid = told.get(row.id);
    return paid && money(paid.gross).eq(money(row.gross)) && money(paid.withheld).eq(money(row.withheld));
  });
  if (due.length < told.size)
    await setAside(
      tx,
      deps,
      event,
      "it pays what nobody is entitled to, has been paid, or comes to other sums",
    );
  await lockCash(
    tx,
    due.map((row) => row.accountId),
  );
  const on = localDate(event.paidOn);
  const exchangeAt = instantFromIso(event.at);
  await postJournals(
    tx,
    due.flatMap((row) =>
      dividendJournals(
        { source: row.id, accountId: row.accountId, terms: action, on, exchangeAt },
        { held: quantity(row.quantity), gross: money(row.gross), withheld: money(row.withheld) },
      ),
    ),
  );
  await tx.entitlement.updateMany({
    where: { id: { in: due.map((row) => row.id) } },
    data: { paidOn: toColumn(on) },
  });
  await tx.corporateAction.updateMany({
    where: { id: action.id, paidAt: null },
    data: { paidAt: toDate(exchangeAt) },
  });
  await publishAll(
    tx,
    due.map((row) => `account:${row.accountId}` as const),
    "cash",
  );
}
