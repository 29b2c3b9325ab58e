import type pg from "pg";
import type { ActionTerms } from "@/domain/corporate-actions/action";
import { groupedBy } from "@/domain/grouped";
import { netOf } from "@/domain/ledger/posting-rules";
import { absolute, type Exact, money, notional, price, quantity } from "@/domain/money/money";
import { type LotEvent, lotsOfHistory } from "@/domain/tax/lot-history";
import { closedBy, keptLotsFrom, orderLotsFrom } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";
import { withConnection } from "@/scripts/database/connection";
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
      kept_lots: unknown;
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
    x.commission::text, (x.sec_fee + x.taf_fee)::text as fees, x.order_id, o.lot_method, o.named_lots, x.kept_lots, null as amount,
    null as cost, null as type, null as value, null as per, null as new_symbol, null as kept, null as gross, null as held,
    1 as turn, x.executed_at as at, x.seq
  from portal.execution x join portal.orders o on o.id = x.order_id
  where x.account_id = any($1::uuid[]) and x.busted_at is null
  union all
  select p.id, b.account_id, p.asset, b.business_date::text, 'ADJUSTMENT', null, null, null, null, null, null, null, null, null,
    p.amount::text, p.cost::text, null, null, null, null, null, null, null, 1, p.decided_at, null
  from portal.break_proposal p join portal.reconciliation_break b on b.id = p.break_id
  where b.account_id = any($1::uuid[]) and p.status = 'APPROVED' and p.kind = 'ADJUSTMENT' and p.asset <> 'USD'
  union all
  select e.id, e.account_id, a.symbol, a.ex_date::text, 'ACTION', null, null, null, null, null, null, null, null, null, null, null,
    a.type, a.value::text, a.per::text, a.new_symbol, e.quantity_after::text, e.gross::text, e.quantity::text, 0, a.applied_at, null
  from portal.entitlement e join portal.corporate_action a on a.id = e.action_id
  where e.account_id = any($1::uuid[]) and e.quantity_after is not null
  order by account_id, "on", turn, seq nulls last, at`;

const said = (...values: (Exact | string)[]): string =>
  values.map((value) => (typeof value === "string" ? value : value.toFixed())).join(" ");

function eventOf(row: Happened): LotEvent {
  const { id: source, symbol } = row;
  if (row.kind === "ACTION")
    return {
      kind: "ACTION",
      source,
      symbol,
      newSymbol: row.new_symbol,
      terms: { type: row.type, value: row.value, per: row.per, exDate: row.on },
      held: quantity(row.held),
      kept: quantity(row.kept),
      cash: money(row.gross),
    };
  return {
    kind: "TRADE",
    source,
    symbol,
    lotId: idFrom("lot", source),
    ...(row.kind === "TRADE" ? ofTrade(row) : ofAdjustment(row)),
  };
}

function ofTrade(row: Extract<Happened, { kind: "TRADE" }>) {
  const shares = quantity(row.quantity);
  const net = netOf({
    side: row.side,
    gross: notional(shares, price(row.price)),
    commission: money(row.commission),
    regulatoryFees: money(row.fees),
  });
  const kept = keptLotsFrom(row.kept_lots);
  return {
    orderId: row.order_id,
    choice: closedBy(kept, orderLotsFrom(row.lot_method, row.named_lots)),
    ...(kept ? { keptAt: kept.filledBefore } : {}),
    change: { side: row.side, shares, net, tradeDate: row.on },
  };
}

function ofAdjustment(row: Extract<Happened, { kind: "ADJUSTMENT" }>) {
  const amount = quantity(row.amount);
  return {
    orderId: null,
    choice: null,
    change: {
      side: amount.gt(0) ? ("BUY" as const) : ("SELL" as const),
      shares: absolute(amount),
      net: money(row.cost ?? "0"),
      tradeDate: row.on,
    },
  };
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
    const lots = new Map<string, string>();
    const closings = new Map<string, string>();
    for (const own of groupedBy(rows, ({ account_id }) => account_id).values()) {
      const book = lotsOfHistory(own.map(eventOf));
      for (const [id, lot] of book.lots)
        lots.set(id, said(lot.symbol, lot.acquiredOn, lot.whole, lot.openQuantity, lot.cost, lot.openCost));
      for (const { source, on, lotId, quantity: shares, proceeds, cost } of book.closings)
        closings.set(idFrom("closing", source, lotId), said(lotId, on, shares, proceeds, cost));
    }
    for (const { rows: many, different } of [
      compared(lots, textsOf((await client.query<Live>(LIVE_LOTS, ids)).rows)),
      compared(closings, textsOf((await client.query<Live>(LIVE_CLOSINGS, ids)).rows)),
    ]) {
      found.rows += many;
      found.different += different;
    }
  }
}

/** The same for a database by its address. */
export const rebuildLotsOf = (url: string): Promise<{ rows: number; different: number }> =>
  withConnection(url, rebuildLots);
