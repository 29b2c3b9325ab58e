import type { ActionTerms } from "@/domain/corporate-actions/action";
import { netOf } from "@/domain/ledger/posting-rules";
import { absolute, money, notional, price, type Quantity, quantity } from "@/domain/money/money";
import type { LotEvent } from "@/domain/tax/lot-history";
import { closedBy, keptLotsFrom, orderLotsFrom } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

type Head = { id: string; account_id: string; symbol: string; on: LocalDate };
type EventRow = Head &
  (
    | {
        kind: "TRADE";
        side: "BUY" | "SELL";
        shares: string;
        price: string;
        commission: string;
        fees: string;
        order_id: string;
        lot_method: string | null;
        named_lots: unknown;
        kept_lots: unknown;
      }
    | { kind: "ADJUSTMENT"; shares: string; cost: string }
    | {
        kind: "ACTION";
        type: ActionTerms["type"];
        value: string;
        per: string;
        new_symbol: string | null;
        kept: string;
        cash: string;
        shares: string;
      }
  );

/** Whose shares of which symbols, from a day on. */
export type LotEventsOf = { accountIds: readonly string[]; symbols: readonly string[]; from: LocalDate };
export type OwnedLotEvent = LotEvent & { accountId: string };

/** Before everything that happened. */
export const BEGINNING = "0001-01-01" as LocalDate;

/**
 * All that opened, closed or changed lots of these accounts in these symbols from a day on, by account, in the order in
 * which lots go by it: what an action makes of a holding comes before its ex-date's trades, and an adjustment to the
 * clearing firm's books after the trades of the day of which it is.
 */
export async function lotEventsOf(
  db: Db | Tx,
  { accountIds, symbols, from }: LotEventsOf,
): Promise<OwnedLotEvent[]> {
  const rows = await db.$queryRaw<EventRow[]>`
    select x.id, x.account_id, x.symbol, x.trade_date::text as "on", 'TRADE' as kind, x.side, x.quantity::text as shares,
      x.price::text as price, x.commission::text as commission, (x.sec_fee + x.taf_fee)::text as fees, x.order_id,
      o.lot_method, o.named_lots, x.kept_lots, null as cost, null as type, null as value, null as per, null as new_symbol,
      null as kept, null as cash, 1 as turn, x.executed_at as at, x.seq
    from portal.execution x join portal.orders o on o.id = x.order_id
    where x.account_id = any(${accountIds}::uuid[]) and x.symbol = any(${symbols}::text[]) and x.trade_date >= ${from}::date
      and x.busted_at is null
    union all
    select p.id, b.account_id, p.asset, b.business_date::text, 'ADJUSTMENT', null, p.amount::text, null, null, null, null,
      null, null, null, coalesce(p.cost, 0)::text, null, null, null, null, null, null, 1, p.decided_at, null
    from portal.reconciliation_break b join portal.break_proposal p on p.break_id = b.id
    where b.account_id = any(${accountIds}::uuid[]) and b.business_date >= ${from}::date and p.status = 'APPROVED'
      and p.kind = 'ADJUSTMENT' and p.asset = any(${symbols}::text[])
    union all
    select e.id, e.account_id, a.symbol, a.ex_date::text, 'ACTION', null, e.quantity::text, null, null, null, null, null, null,
      null, null, a.type, a.value::text, a.per::text, a.new_symbol, e.quantity_after::text, e.gross::text, 0, a.applied_at, null
    from portal.entitlement e join portal.corporate_action a on a.id = e.action_id
    where e.account_id = any(${accountIds}::uuid[]) and a.symbol = any(${symbols}::text[]) and a.ex_date >= ${from}::date
      and e.quantity_after is not null
    order by account_id, "on", turn, seq nulls last, at, id`;
  return rows.map((row) => ({ accountId: row.account_id, ...eventOf(row) }));
}

function eventOf(row: EventRow): LotEvent {
  const { id: source, symbol } = row;
  if (row.kind === "ACTION")
    return {
      kind: "ACTION",
      source,
      symbol,
      newSymbol: row.new_symbol,
      terms: { type: row.type, value: row.value, per: row.per, exDate: row.on },
      held: quantity(row.shares),
      kept: quantity(row.kept),
      cash: money(row.cash),
    };
  const trade = { kind: "TRADE" as const, source, symbol, lotId: idFrom("lot", source) };
  const shares = quantity(row.shares);
  if (row.kind === "ADJUSTMENT")
    return {
      ...trade,
      orderId: null,
      choice: null,
      change: {
        side: shares.gt(0) ? "BUY" : "SELL",
        shares: absolute(shares),
        net: money(row.cost),
        tradeDate: row.on,
      },
    };
  const net = netOf({
    side: row.side,
    gross: notional(shares, price(row.price)),
    commission: money(row.commission),
    regulatoryFees: money(row.fees),
  });
  const kept = keptLotsFrom(row.kept_lots);
  return {
    ...trade,
    orderId: row.order_id,
    choice: closedBy(kept, orderLotsFrom(row.lot_method, row.named_lots)),
    ...(kept ? { keptAt: kept.filledBefore } : {}),
    change: { side: row.side, shares, net, tradeDate: row.on },
  };
}

/** What of these orders was filled before a trade date by their present choice, and stands. */
export async function filledBefore(
  db: Db | Tx,
  orderIds: readonly string[],
  from: LocalDate,
): Promise<Map<string, Quantity>> {
  if (orderIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ order_id: string; shares: string }[]>`
    select order_id, sum(quantity)::text as shares from portal.execution
    where order_id = any(${orderIds}::uuid[]) and busted_at is null and kept_lots is null
      and trade_date < ${from}::date group by order_id`;
  return new Map(rows.map((row) => [row.order_id, quantity(row.shares)]));
}

/** A symbol with the names that its stock had before, and has got since. */
export async function symbolsBeside(db: Db | Tx, symbol: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ symbol: string }[]>`
    with recursive named(symbol) as (
      select ${symbol}::text
      union
      select case when a.symbol = n.symbol then a.new_symbol else a.symbol end
      from named n join portal.corporate_action a on n.symbol in (a.symbol, a.new_symbol)
      where a.new_symbol is not null and a.applied_at is not null)
    select symbol from named`;
  return rows.map((row) => row.symbol);
}
