import { toPrice } from "@/domain/market/types";
import { type Price, price, quantity } from "@/domain/money/money";
import { marginFigures, type MarginPosition } from "@/domain/risk/margin";
import { loanValue } from "@/domain/risk/margin-holds";
import { type Instant, localDateOf } from "@/domain/time/instant";
import {
  lockMarginRows,
  type MarginMark,
  MARKS_LAST_SECONDS,
  type MarginRow,
  writeMarks,
} from "@/server/ledger";
import { openingPowers } from "@/server/margin/opening-power";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** The last price of a symbol at an instant; where it has none, that of the last day's end that we imported. */
async function pricesAt(
  tx: Tx | Db,
  deps: Deps,
  symbols: readonly string[],
  at: Instant,
): Promise<Map<string, Price>> {
  const prices = new Map<string, Price>();
  const unknown: string[] = [];
  for (const symbol of new Set(symbols)) {
    const last = deps.market.last(symbol, at);
    if (last) prices.set(symbol, toPrice(last.price));
    else unknown.push(symbol);
  }
  if (unknown.length === 0) return prices;
  const rows = await tx.$queryRaw<{ symbol: string; close_price: string }[]>`
    select distinct on (symbol) symbol, close_price::text as close_price from portal.eod_position
    where symbol = any(${unknown}::text[]) order by symbol, business_date desc`;
  for (const row of rows) prices.set(row.symbol, price(row.close_price));
  return prices;
}

/** What these accounts hold, at the market of an instant; by account. */
export async function positionsAt(
  tx: Tx | Db,
  deps: Deps,
  accountIds: readonly string[],
  at: Instant,
): Promise<Map<string, MarginPosition[]>> {
  const held = await tx.$queryRaw<{ account_id: string; symbol: string; shares: string }[]>`
    select account_id, symbol, (settled + unsettled)::text as shares from portal.position
    where account_id = any(${[...accountIds]}::uuid[]) and settled + unsettled <> 0 order by account_id, symbol`;
  const prices = await pricesAt(
    tx,
    deps,
    held.map(({ symbol }) => symbol),
    at,
  );
  const positions = new Map<string, MarginPosition[]>();
  for (const row of held) {
    const list = positions.get(row.account_id) ?? [];
    list.push({
      symbol: row.symbol,
      shares: quantity(row.shares),
      price: prices.get(row.symbol) ?? price("0"),
    });
    positions.set(row.account_id, list);
  }
  return positions;
}

/** Accounts to which nothing more is lent on a day: a call that is overdue, or the days after an unmet intraday deficit. */
async function refusedCredit(tx: Tx | Db, accountIds: readonly string[], day: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ account_id: string }[]>`
    select account_id from portal.margin_call
    where account_id = any(${[...accountIds]}::uuid[])
      and (status = 'EXPIRED' and kind <> 'INTRADAY' or restricted_until >= ${day}::date)`;
  return new Set(rows.map((row) => row.account_id));
}

/**
 * Marks the margin accounts among these to the market of an instant, in the caller's transaction: their purchases are
 * measured by it from then on. Locks their cash rows; cash accounts cost one look at an index.
 */
export async function markAccounts(
  tx: Tx,
  deps: Deps,
  accountIds: readonly string[],
  at: Instant,
): Promise<MarginRow[]> {
  const rows = await lockMarginRows(tx, accountIds);
  if (rows.length > 0) await markRows(tx, deps, rows, at);
  return rows;
}

async function markRows(tx: Tx, deps: Deps, rows: readonly MarginRow[], at: Instant): Promise<void> {
  await writeMarks(tx, await marksOf(tx, deps, rows, at), at);
}

/** What these margin accounts are measured by at the market of an instant; writes nothing. */
export async function marksOf(
  tx: Tx | Db,
  deps: Deps,
  rows: readonly MarginRow[],
  at: Instant,
): Promise<MarginMark[]> {
  const ids = rows.map(({ accountId }) => accountId);
  const day = localDateOf(at);
  const positions = await positionsAt(tx, deps, ids, at);
  const refused = await refusedCredit(tx, ids, day);
  const powers = await openingPowers(tx, ids, day);
  return rows.map(({ accountId, cash }) => {
    const figures = marginFigures({ cash, positions: positions.get(accountId) ?? [] }, day);
    return {
      accountId,
      longValue: figures.longMarketValue,
      loanValue: loanValue(figures),
      openingPower: powers.get(accountId) ?? null,
      mayBorrow: !refused.has(accountId),
    };
  });
}

/** Whether marks still count for an order of an instant: the placing statement asks the same. */
export const areFresh = (row: Pick<MarginRow, "markedAt">, at: Instant): boolean =>
  row.markedAt !== null && row.markedAt > at - MARKS_LAST_SECONDS * 1_000;

/** Marks an account anew unless somebody has just done so. Returns false for a cash account and for fresh marks. */
export async function freshMarks(deps: Deps, accountId: string, at: Instant): Promise<boolean> {
  return deps.db.$transaction(async (tx) => {
    const rows = await lockMarginRows(tx, [accountId]);
    const stale = rows.filter((row) => !areFresh(row, at));
    if (stale.length > 0) await markRows(tx, deps, stale, at);
    return stale.length > 0;
  });
}
