import type { ActionTerms } from "@/domain/corporate-actions/action";
import { sharesOf } from "@/domain/corporate-actions/entitlement";
import { groupedBy } from "@/domain/grouped";
import { add, NO_SHARES, type Quantity, subtract } from "@/domain/money/money";
import type { LotActionEvent, LotTradeEvent } from "@/domain/tax/lot-history";
import type { LocalDate } from "@/domain/time/instant";
import {
  BEGINNING,
  filledBefore,
  lotEventsOf,
  type OwnedLotEvent,
  symbolsBeside,
} from "@/server/ledger/lot-events";
import { changeLots } from "@/server/ledger/lots-after-action";
import type { LotTrade } from "@/server/ledger/lot-trade";
import { applyToLots, rewindLots } from "@/server/ledger/lots";
import { forgetMarks } from "@/server/ledger/taxed-lots";
import type { Tx } from "@/server/platform/db";

/** Whose lots of which symbol are made anew, and from which trade date on. */
type Remade = { accountIds: readonly string[]; symbol: string; from: LocalDate };

/**
 * Makes lots anew from a day on, after a bust, a correction, an adjustment as of that day or another choice of lots:
 * what was opened and closed from then on is undone and done again, by the executions, adjustments and choices that
 * stand. Where a corporate action came after that day, the account's lots of the stock are built from their beginning:
 * what an action has cut off can't be put back. The caller has locked the accounts' cash.
 */
export async function remakeLots(tx: Tx, { accountIds, symbol, from }: Remade): Promise<void> {
  const symbols = await symbolsBeside(tx, symbol);
  const crossed = await accountsWithActions(tx, accountIds, symbols, from);
  const plain = accountIds.filter((accountId) => !crossed.has(accountId));
  const trades = await lotTradesFrom(tx, { accountIds: plain, symbol, from });
  for (const accountId of plain) await rewindLots(tx, { accountId, symbol, from });
  await applyToLots(tx, trades);
  if (crossed.size > 0) await buildAnew(tx, [...crossed], symbols);
}

/**
 * Trades and adjustments of these accounts in one symbol from a day on that stand, in the order in which lots go by
 * them, each sale with its order's choice of lots.
 */
export async function lotTradesFrom(tx: Tx, { accountIds, symbol, from }: Remade): Promise<LotTrade[]> {
  if (accountIds.length === 0) return [];
  const events = await lotEventsOf(tx, { accountIds, symbols: [symbol], from });
  const trades = events.filter((event) => event.kind === "TRADE");
  const naming = trades.flatMap(({ choice, orderId }) =>
    choice?.method === "SPECIFIC" && orderId ? [orderId] : [],
  );
  return lotTradesOf(trades, await filledBefore(tx, naming, from));
}

/** Trades and adjustments as `applyToLots` takes them; `filled` is what of their orders was traded before them. */
function lotTradesOf(
  events: readonly (LotTradeEvent & { accountId: string })[],
  filled: Map<string, Quantity>,
): LotTrade[] {
  return events.map(({ source, accountId, symbol, orderId, choice, keptAt, change }) => {
    const filledBefore = keptAt ?? ((orderId && filled.get(orderId)) || NO_SHARES);
    if (orderId && !keptAt) filled.set(orderId, add(filledBefore, change.shares));
    const chosen = choice && { choice, filledBefore };
    return { executionId: source, accountId, symbol, ...change, chosen };
  });
}

/** Of these accounts, those whose shares an action has changed after a day; one of the day itself came before its trades. */
async function accountsWithActions(
  tx: Tx,
  accountIds: readonly string[],
  symbols: readonly string[],
  after: LocalDate,
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ account_id: string }[]>`
    select distinct e.account_id from portal.corporate_action a join portal.entitlement e on e.action_id = a.id
    where a.ex_date > ${after}::date and a.symbol = any(${symbols}::text[]) and e.quantity_after is not null
      and e.account_id = any(${accountIds}::uuid[])`;
  return new Set(rows.map((row) => row.account_id));
}

async function buildAnew(tx: Tx, accountIds: readonly string[], symbols: readonly string[]): Promise<void> {
  const events = await lotEventsOf(tx, { accountIds, symbols, from: BEGINNING });
  for (const table of ["lot_recost", "lot_closing", "tax_lot"])
    await tx.$executeRawUnsafe(
      `delete from portal.${table} where account_id = any($1::uuid[]) and symbol = any($2::text[])`,
      accountIds,
      symbols,
    );
  await forgetMarks(tx, accountIds, symbols, BEGINNING);
  for (const own of groupedBy(events, ({ accountId }) => accountId).values()) await replay(tx, own);
}

/** One account's lots from nothing: its trades run by run, and between them what actions made of its shares. */
async function replay(tx: Tx, events: readonly OwnedLotEvent[]): Promise<void> {
  const filled = new Map<string, Quantity>();
  let run: Extract<OwnedLotEvent, { kind: "TRADE" }>[] = [];
  for (const event of events) {
    if (event.kind === "TRADE") {
      run.push(event);
      continue;
    }
    await applyToLots(tx, lotTradesOf(run, filled));
    run = [];
    await actAgain(tx, event);
  }
  await applyToLots(tx, lotTradesOf(run, filled));
}

async function actAgain(tx: Tx, event: LotActionEvent & { accountId: string }): Promise<void> {
  const { accountId, source, symbol, newSymbol, held, kept, cash } = event;
  const exact = sharesOf(held, event.terms);
  const terms: ActionTerms = { ...event.terms, payDate: event.terms.exDate, symbol, newSymbol };
  const after = { exact, kept, fraction: subtract(exact, kept) };
  await changeLots(tx, terms, [{ source, accountId, after, cash }]);
}
