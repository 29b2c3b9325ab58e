import type pg from "pg";
import { sharesOf } from "@/domain/corporate-actions/entitlement";
import type { ActionTerms } from "@/domain/corporate-actions/action";
import { lotsAfterAction, wholeLotAfter } from "@/domain/corporate-actions/lots-after";
import { withConnection } from "@/scripts/database/connection";
import { netOf } from "@/domain/ledger/posting-rules";
import {
  absolute,
  add,
  type Exact,
  money,
  NO_SHARES,
  notional,
  price,
  type Quantity,
  quantity,
  subtract,
} from "@/domain/money/money";
import type { Closing, OpenLot } from "@/domain/tax/lots";
import { applyChosen, orderLotsFrom } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";

/** Accounts that are in memory at once. */
const ACCOUNTS = 100;

type Happened = {
  id: string;
  account_id: string;
  symbol: string;
  on: LocalDate;
  kind: "ACTION" | "TRADE" | "ADJUSTMENT";
} & (
  | {
      kind: "TRADE";
      side: "BUY" | "SELL";
      quantity: string;
      price: string;
      commission: string;
      fees: string;
      order_id: string;
      lot_method: string | null;
      named_lots: unknown;
    }
  | { kind: "ADJUSTMENT"; amount: string; cost: string | null }
  | {
      kind: "ACTION";
      type: ActionTerms["type"];
      value: string;
      per: string;
      new_symbol: string | null;
      kept: string;
      gross: string;
      held: string;
    }
);

/** What happened to the shares of these accounts, in the order in which lots go by it. */
const HAPPENED = `
  select x.id, x.account_id, x.symbol, x.trade_date::text as on, 'TRADE' as kind, x.side, x.quantity::text, x.price::text,
    x.commission::text, (x.sec_fee + x.taf_fee)::text as fees, x.order_id, o.lot_method, o.named_lots, null as amount,
    null as cost, null as type, null as value, null as per, null as new_symbol, null as kept, null as gross, null as held,
    1 as turn, x.executed_at as at, x.seq
  from portal.execution x join portal.orders o on o.id = x.order_id
  where x.account_id = any($1::uuid[]) and x.busted_at is null
  union all
  select p.id, b.account_id, p.asset, b.business_date::text, 'ADJUSTMENT', null, null, null, null, null, null, null, null,
    p.amount::text, p.cost::text, null, null, null, null, null, null, null, 1, p.decided_at, null
  from portal.break_proposal p join portal.reconciliation_break b on b.id = p.break_id
  where b.account_id = any($1::uuid[]) and p.status = 'APPROVED' and p.kind = 'ADJUSTMENT' and p.asset <> 'USD'
  union all
  select e.id, e.account_id, a.symbol, a.ex_date::text, 'ACTION', null, null, null, null, null, null, null, null, null, null,
    a.type, a.value::text, a.per::text, a.new_symbol, e.quantity_after::text, e.gross::text, e.quantity::text, 0, a.applied_at, null
  from portal.entitlement e join portal.corporate_action a on a.id = e.action_id
  where e.account_id = any($1::uuid[]) and e.quantity_after is not null
  order by account_id, "on", turn, seq nulls last, at`;

type Built = OpenLot & { symbol: string; whole: Quantity; cost: Exact };
type Book = {
  lots: Map<string, Built>;
  open: Map<string, Built[]>;
  closings: Map<string, string>;
  filled: Map<string, Quantity>;
};

const keyOf = (accountId: string, symbol: string): string => `${accountId} ${symbol}`;
const said = (...values: (Exact | string)[]): string =>
  values.map((value) => (typeof value === "string" ? value : value.toFixed())).join(" ");

function close(book: Book, source: string, on: string, closings: readonly Closing[]): void {
  for (const { lotId, quantity: shares, proceeds, cost } of closings)
    book.closings.set(idFrom("closing", source, lotId), said(lotId, on, shares, proceeds, cost));
}

function trade(book: Book, row: Extract<Happened, { kind: "TRADE" | "ADJUSTMENT" }>): void {
  const key = keyOf(row.account_id, row.symbol);
  // Oldest first, those of one day in the order in which they came.
  const before = (book.open.get(key) ?? []).toSorted((a, b) =>
    a.acquiredOn < b.acquiredOn ? -1 : a.acquiredOn > b.acquiredOn ? 1 : 0,
  );
  const { change, chosen } = row.kind === "TRADE" ? ofTrade(book, row) : ofAdjustment(row);
  const after = applyChosen(before, change, idFrom("lot", row.id), chosen);
  close(book, row.id, row.on, after.closings);
  const lots = after.lots.map((lot): Built => {
    const had = book.lots.get(lot.id);
    const built = had
      ? { ...had, openQuantity: lot.openQuantity, openCost: lot.openCost }
      : { ...lot, symbol: row.symbol, whole: lot.openQuantity, cost: lot.openCost };
    book.lots.set(lot.id, built);
    return built;
  });
  book.open.set(
    key,
    lots.filter((lot) => !lot.openQuantity.isZero()),
  );
}

function ofTrade(book: Book, row: Extract<Happened, { kind: "TRADE" }>) {
  const shares = quantity(row.quantity);
  const net = netOf({
    side: row.side,
    gross: notional(shares, price(row.price)),
    commission: money(row.commission),
    regulatoryFees: money(row.fees),
  });
  const choice = orderLotsFrom(row.lot_method, row.named_lots);
  const filledBefore = book.filled.get(row.order_id) ?? NO_SHARES;
  if (choice?.method === "SPECIFIC") book.filled.set(row.order_id, add(filledBefore, shares));
  return {
    change: { side: row.side, shares, net, tradeDate: row.on },
    chosen: choice && { choice, filledBefore },
  };
}

function ofAdjustment(row: Extract<Happened, { kind: "ADJUSTMENT" }>) {
  const amount = quantity(row.amount);
  return {
    change: {
      side: amount.gt(0) ? ("BUY" as const) : ("SELL" as const),
      shares: absolute(amount),
      net: money(row.cost ?? "0"),
      tradeDate: row.on,
    },
    chosen: null,
  };
}

function act(book: Book, row: Extract<Happened, { kind: "ACTION" }>): void {
  const key = keyOf(row.account_id, row.symbol);
  const symbol = row.new_symbol ?? row.symbol;
  const terms = { type: row.type, value: row.value, per: row.per, exDate: row.on };
  const exact = sharesOf(quantity(row.held), terms);
  const kept = quantity(row.kept);
  const before = book.open.get(key) ?? [];
  const after = lotsAfterAction(
    before,
    terms,
    { exact, kept, fraction: subtract(exact, kept) },
    money(row.gross),
  );
  close(book, row.id, row.on, after.closings);
  const lots = after.lots.map((lot, n): Built => {
    const had = before[n] as Built;
    const built = {
      ...had,
      symbol,
      openQuantity: lot.openQuantity,
      openCost: lot.openCost,
      whole: wholeLotAfter(had.whole, lot.openQuantity, terms),
    };
    book.lots.set(lot.id, built);
    return built;
  });
  book.open.delete(key);
  const there = book.open.get(keyOf(row.account_id, symbol)) ?? [];
  book.open.set(keyOf(row.account_id, symbol), [
    ...there,
    ...lots.filter((lot) => !lot.openQuantity.isZero()),
  ]);
}

/** How many of two sets of rows there are, and how many are not the same in both. */
function compared(rebuilt: ReadonlyMap<string, string>, live: ReadonlyMap<string, string>) {
  const ids = new Set([...rebuilt.keys(), ...live.keys()]);
  let different = 0;
  for (const id of ids) if (rebuilt.get(id) !== live.get(id)) different++;
  return { rows: ids.size, different };
}

type Live = { id: string; text: string };
const LIVE_LOTS = `
  select id, concat_ws(' ', symbol, acquired_on::text, trim_scale(quantity)::text, trim_scale(open_quantity)::text,
    trim_scale(cost)::text, trim_scale(open_cost)::text) as text
  from portal.tax_lot where account_id = any($1::uuid[])`;
const LIVE_CLOSINGS = `
  select id, concat_ws(' ', lot_id::text, closed_on::text, trim_scale(quantity)::text, trim_scale(proceeds)::text,
    trim_scale(cost)::text) as text
  from portal.lot_closing where account_id = any($1::uuid[])`;

const textsOf = (rows: readonly Live[]): Map<string, string> =>
  new Map(rows.map(({ id, text }) => [id, text]));

/**
 * Rebuilds all tax lots and closings from executions, corporate actions, adjustments and the orders' choices, as after
 * a loss of all lots, and compares them with the live ones. A hundred accounts are in memory at once.
 */
export async function rebuildLots(client: pg.Client): Promise<{ rows: number; different: number }> {
  const found = { rows: 0, different: 0 };
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows: accounts } = await client.query<{ id: string }>(
      "select id from portal.account where id > $1::uuid order by id limit $2",
      [after, ACCOUNTS],
    );
    const last = accounts.at(-1);
    if (!last) return found;
    after = last.id;
    const ids = [accounts.map(({ id }) => id)];
    const { rows } = await client.query<Happened>(HAPPENED, ids);
    const book: Book = { lots: new Map(), open: new Map(), closings: new Map(), filled: new Map() };
    for (const row of rows) {
      if (row.kind === "ACTION") act(book, row);
      else trade(book, row);
    }
    const lots = new Map(
      [...book.lots].map(([id, lot]) => [
        id,
        said(lot.symbol, lot.acquiredOn, lot.whole, lot.openQuantity, lot.cost, lot.openCost),
      ]),
    );
    for (const { rows: many, different } of [
      compared(lots, textsOf((await client.query<Live>(LIVE_LOTS, ids)).rows)),
      compared(book.closings, textsOf((await client.query<Live>(LIVE_CLOSINGS, ids)).rows)),
    ]) {
      found.rows += many;
      found.different += different;
    }
  }
}

/** The same for a database by its address. */
export const rebuildLotsOf = (url: string): Promise<{ rows: number; different: number }> =>
  withConnection(url, rebuildLots);
