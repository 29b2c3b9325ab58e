import { money, quantity, toWire } from "@/domain/money/money";
import type { OpenLot } from "@/domain/tax/lots";
import { lotsOfHistory } from "@/domain/tax/lot-history";
import { asBooked, type TaxLot, withTaxes } from "@/domain/tax/lot-methods";
import { applyChosen, orderLotsFrom } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import { lotEventsOf } from "@/server/street/clearing-firm/lot-events";
import type { Step } from "@/server/street/street";

type TradeRow = {
  lot_id: string;
  account_number: string;
  symbol: string;
  side: "BUY" | "SELL";
  shares: string;
  net: string;
  trade_date: string;
  /** What its broker chose for its order, and what of the order was traded before it. */
  method: string | null;
  lots: unknown;
  filled_before: string;
};
type LotRow = {
  lot_id: string;
  account_number: string;
  symbol: string;
  acquired_on: string;
  open_quantity: string;
  open_cost: string;
};

/** Holdings whose lots are closed that day: something was sold, or lies below zero and may be bought back. */
const closing = (day: LocalDate): Prisma.Sql => Prisma.sql`
  closing as materialized (
    select account_number, symbol from street.firm_trade where booked_on = ${day}::date and side = 'SELL'
    union select account_number, symbol from street.firm_lot where open_quantity < 0)`;

/**
 * Brings the firm's tax lots to a day's end, first in first out where an order's broker has not chosen otherwise. What
 * was only bought is opened by one statement; where anything was sold the trades go one after another by the rule of
 * domain/tax. Lots follow at the end of the day because until then a trade may be busted.
 */
export async function keepLots(step: Step, day: LocalDate): Promise<void> {
  await step.tx.$executeRaw`
    with ${closing(day)}
    insert into street.firm_lot (account_number, symbol, lot_id, acquired_on, quantity, open_quantity, cost, open_cost)
    select t.account_number, t.symbol, t.exec_id, t.trade_date, t.quantity, t.quantity, -t.net, -t.net
    from street.firm_trade t
    where t.booked_on = ${day}::date
      and not exists (select from closing c where c.account_number = t.account_number and c.symbol = t.symbol)
    order by t.seq`;
  const trades = await step.tx.$queryRaw<TradeRow[]>`
    with ${closing(day)}
    select t.exec_id as lot_id, t.account_number, t.symbol, t.side, t.quantity::text as shares, abs(t.net)::text as net,
      t.trade_date::text as trade_date, c.method, c.lots,
      case when c.method = 'SPECIFIC' then (select coalesce(sum(e.quantity), 0) from street.firm_trade e
        where e.order_reference = t.order_reference and e.kept_lots is null and e.seq < t.seq) else 0 end::text as filled_before
    from street.firm_trade t join closing using (account_number, symbol)
    left join street.firm_lot_choice c on c.order_reference = t.order_reference
    where t.booked_on = ${day}::date order by t.seq`;
  if (trades.length === 0) return;
  const lots = await step.tx.$queryRaw<LotRow[]>`
    with ${closing(day)}
    select l.lot_id, account_number, symbol, l.acquired_on::text as acquired_on, l.open_quantity::text as open_quantity,
      l.open_cost::text as open_cost
    from street.firm_lot l join closing using (account_number, symbol)
    where l.open_quantity <> 0 order by l.acquired_on, l.seq`;
  await writeLots(step, applied(lots, trades, await taxedLots(step, trades, day)));
}

/** Lots as taxes saw them, by the trade that goes by it; without a statement on days on which none does. */
async function taxedLots(step: Step, trades: readonly TradeRow[], day: LocalDate): Promise<TaxedLots> {
  const going = trades.filter(({ method, side }) => method === "LOWEST_TAX" && side === "SELL");
  const holdings = going.map(({ account_number, symbol }) => ({ accountNumber: account_number, symbol }));
  const stories = await lotEventsOf(step, holdings, day);
  return new Map([...stories.values()].flatMap((events) => [...lotsOfHistory(events).taxed]));
}

type TaxedLots = ReadonlyMap<string, readonly TaxLot[]>;

type Kept = OpenLot & {
  accountNumber: string;
  symbol: string;
  isNew: boolean;
  quantity: string;
  cost: string;
};

/** The lots that were opened or closed by these trades, in the order of their opening. */
function applied(lots: readonly LotRow[], trades: readonly TradeRow[], taxed: TaxedLots): Kept[] {
  const open = new Map<string, readonly OpenLot[]>();
  const keyOf = (row: { account_number: string; symbol: string }) => `${row.account_number} ${row.symbol}`;
  for (const row of lots) {
    const lot = {
      id: row.lot_id,
      acquiredOn: row.acquired_on as LocalDate,
      openQuantity: quantity(row.open_quantity),
      openCost: money(row.open_cost),
    };
    open.set(keyOf(row), [...(open.get(keyOf(row)) ?? []), lot]);
  }
  const changed = new Map<string, Kept>();
  for (const row of trades) {
    const trade = {
      side: row.side,
      shares: quantity(row.shares),
      net: money(row.net),
      tradeDate: row.trade_date as LocalDate,
    };
    const choice = orderLotsFrom(row.method, row.lots);
    const chosen = choice && { choice, filledBefore: quantity(row.filled_before) };
    const before = withTaxes(open.get(keyOf(row)) ?? [], taxed.get(row.lot_id));
    const after = applyChosen(before, trade, row.lot_id, chosen);
    const touched = new Set([
      ...after.closings.map(({ lotId }) => lotId),
      ...after.recosts.map(({ lotId }) => lotId),
      ...(after.opened ? [row.lot_id] : []),
    ]);
    for (const lot of after.lots.filter(({ id }) => touched.has(id))) {
      const key = `${keyOf(row)} ${lot.id}`;
      const known = changed.get(key);
      const born = lot === after.opened ? lot : null;
      changed.set(key, {
        ...lot,
        accountNumber: row.account_number,
        symbol: row.symbol,
        isNew: born !== null || (known?.isNew ?? false),
        quantity: born ? toWire(born.openQuantity) : (known?.quantity ?? "0"),
        cost: born ? toWire(born.openCost) : (known?.cost ?? "0"),
      });
    }
    open.set(keyOf(row), after.lots.filter((lot) => !lot.openQuantity.isZero()).map(asBooked));
  }
  return [...changed.values()];
}

async function writeLots(step: Step, lots: readonly Kept[]): Promise<void> {
  const rows = lots.map((lot, place) => ({
    place,
    account_number: lot.accountNumber,
    symbol: lot.symbol,
    lot_id: lot.id,
    acquired_on: lot.acquiredOn,
    is_new: lot.isNew,
    quantity: lot.quantity,
    cost: lot.cost,
    open_quantity: toWire(lot.openQuantity),
    open_cost: toWire(lot.openCost),
  }));
  const text = JSON.stringify(rows);
  const given = Prisma.sql`jsonb_to_recordset(${text}::jsonb) as g(place int, account_number text, symbol text, lot_id text,
    acquired_on date, is_new boolean, quantity numeric, cost numeric, open_quantity numeric, open_cost numeric)`;
  await step.tx.$executeRaw`
    update street.firm_lot l set open_quantity = g.open_quantity, open_cost = g.open_cost
    from ${given}
    where not g.is_new and l.account_number = g.account_number and l.symbol = g.symbol and l.lot_id = g.lot_id`;
  await step.tx.$executeRaw`
    insert into street.firm_lot (account_number, symbol, lot_id, acquired_on, quantity, cost, open_quantity, open_cost)
    select g.account_number, g.symbol, g.lot_id, g.acquired_on, g.quantity, g.cost, g.open_quantity, g.open_cost
    from ${given} where g.is_new order by g.place`;
}
