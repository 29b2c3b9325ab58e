import { invariant } from "@/domain/errors";
import { type Money, money, quantity } from "@/domain/money/money";
import { asBooked, withTaxes } from "@/domain/tax/lot-methods";
import type { Closing, OpenLot } from "@/domain/tax/lots";
import { applyChosen, type Relief } from "@/domain/tax/order-lots";
import { type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import type { LotTrade } from "@/server/ledger/lot-trade";
import { forgetMarks, taxedBefore, type TaxedLots } from "@/server/ledger/taxed-lots";
import { Prisma, type Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

const keyOf = (trade: Pick<LotTrade, "accountId" | "symbol">) => `${trade.accountId} ${trade.symbol}`;

/** Lots of one batch: how they stand, which were opened or changed, and what was closed. */
type LotBook = {
  open: Map<string, readonly OpenLot[]>;
  fresh: Map<string, { trade: LotTrade; opened: OpenLot }>;
  changed: Map<string, OpenLot>;
  closings: (Closing & { trade: LotTrade; relief: Relief | undefined })[];
  /** Cost that averages moved between lots. */
  recosts: { trade: LotTrade; lotId: string; change: Money }[];
  /** For sales that go by what they are taxed. */
  taxed: TaxedLots;
};

/**
 * Opens and closes lots in the order given, each sale by its order's choice or first in first out; set-based. Shares
 * sold that are not there are a lot below zero, which purchases close.
 */
export async function applyToLots(tx: Tx, trades: readonly LotTrade[]): Promise<void> {
  if (trades.length === 0) return;
  const book: LotBook = {
    open: await loadOpenLots(tx, trades),
    fresh: new Map(),
    changed: new Map(),
    closings: [],
    recosts: [],
    taxed: await taxedBefore(tx, trades),
  };
  for (const trade of trades) applyOne(book, trade);
  await writeFresh(tx, book);
  await writeChanged(
    tx,
    [...book.changed.values()].filter((lot) => !book.fresh.has(lot.id)),
  );
  await writeClosings(tx, book);
  await writeRecosts(tx, book);
}

async function writeClosings(tx: Tx, { closings }: LotBook): Promise<void> {
  if (closings.length === 0) return;
  const rows = closings.map(({ trade, lotId, relief, ...closing }) => ({
    id: idFrom("closing", trade.executionId, lotId),
    lot_id: lotId,
    account_id: trade.accountId,
    symbol: trade.symbol,
    closed_on: trade.tradeDate,
    quantity: closing.quantity.toFixed(),
    proceeds: closing.proceeds.toFixed(),
    cost: closing.cost.toFixed(),
    execution_id: trade.executionId,
    // Left out where it says nothing, which is nearly always.
    relief,
  }));
  await tx.$executeRaw`
    insert into portal.lot_closing (id, lot_id, account_id, symbol, closed_on, quantity, proceeds, cost, execution_id, relief)
    select c.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, lot_id uuid, account_id uuid,
      symbol text, closed_on date, quantity numeric, proceeds numeric, cost numeric, execution_id uuid, relief text)`;
}

async function writeRecosts(tx: Tx, { recosts }: LotBook): Promise<void> {
  if (recosts.length === 0) return;
  const rows = recosts.map(({ trade, lotId, change }) => ({
    execution_id: trade.executionId,
    lot_id: lotId,
    account_id: trade.accountId,
    symbol: trade.symbol,
    made_on: trade.tradeDate,
    change: change.toFixed(),
  }));
  await tx.$executeRaw`
    insert into portal.lot_recost (execution_id, lot_id, account_id, symbol, made_on, change)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(execution_id uuid, lot_id uuid,
      account_id uuid, symbol text, made_on date, change numeric)`;
}

function applyOne(book: LotBook, trade: LotTrade): void {
  const { lots, closings, opened, relief, recosts } = applyChosen(
    withTaxes(book.open.get(keyOf(trade)) ?? [], book.taxed.get(trade.executionId)),
    trade,
    idFrom("lot", trade.executionId),
    trade.chosen ?? null,
  );
  if (opened) book.fresh.set(opened.id, { trade, opened });
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  for (const closing of closings)
    book.closings.push({ trade, ...closing, relief: relief.get(closing.lotId) });
  for (const { lotId, change } of recosts) book.recosts.push({ trade, lotId, change });
  for (const { lotId } of [...closings, ...recosts]) {
    const lot = byId.get(lotId);
    invariant(lot, "a closed lot is still listed");
    book.changed.set(lot.id, lot);
  }
  book.open.set(keyOf(trade), lots.filter((lot) => !lot.openQuantity.isZero()).map(asBooked));
}

/** Where lots are made anew: all that was opened and closed of a symbol in an account from one trade date on. */
export type LotsFrom = { accountId: string; symbol: string; from: LocalDate };

/**
 * Undoes what trades and adjustments opened and closed from that date on, for those who do it again: see `remakeLots`,
 * which knows all of it. Fractions that were paid for stay closed.
 */
export async function rewindLots(tx: Tx, { accountId, symbol, from }: LotsFrom): Promise<void> {
  await forgetMarks(tx, [accountId], [symbol], from);
  await tx.$executeRaw`
    update portal.tax_lot l set open_quantity = l.open_quantity + c.quantity, open_cost = l.open_cost + c.cost
    from (
      select c.lot_id, sum(c.quantity * sign(l.quantity)) as quantity,
        sum(case when l.quantity > 0 then c.cost else -c.proceeds end) as cost
      from portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id
      where c.account_id = ${accountId}::uuid and c.symbol = ${symbol} and c.closed_on >= ${from}::date and c.cause = 'TRADE'
      group by c.lot_id) c
    where l.id = c.lot_id`;
  // What averages had moved goes back, too: their sums are nothing, lot by lot they are not.
  await tx.$executeRaw`
    with gone as (
      delete from portal.lot_recost
      where account_id = ${accountId}::uuid and symbol = ${symbol} and made_on >= ${from}::date returning lot_id, change)
    update portal.tax_lot l set open_cost = l.open_cost - g.change
    from (select lot_id, sum(change) as change from gone group by lot_id) g where l.id = g.lot_id`;
  await tx.$executeRaw`
    delete from portal.lot_closing
    where account_id = ${accountId}::uuid and symbol = ${symbol} and closed_on >= ${from}::date and cause = 'TRADE'`;
  await tx.$executeRaw`
    delete from portal.tax_lot
    where account_id = ${accountId}::uuid and symbol = ${symbol} and acquired_on >= ${from}::date`;
}

type LotRow = {
  id: string;
  account_id: string;
  symbol: string;
  acquired_on: Date;
  open_quantity: unknown;
  open_cost: unknown;
};

/** The lots that these trades may close, oldest first: those above zero for sales; those below it, hardly ever any, for all. */
async function loadOpenLots(tx: Tx, trades: readonly LotTrade[]): Promise<Map<string, readonly OpenLot[]>> {
  const sells = trades.filter((trade) => trade.side === "SELL");
  const rows = [
    ...(sells.length > 0 ? await openLots(tx, sells, Prisma.sql`l.open_quantity > 0`) : []),
    ...(await openLots(tx, trades, Prisma.sql`l.open_quantity < 0`)),
  ];
  const found = new Map<string, OpenLot[]>();
  for (const row of rows) {
    const key = `${row.account_id} ${row.symbol}`;
    const lot = {
      id: row.id,
      acquiredOn: localDateFromColumn(row.acquired_on),
      openQuantity: quantity(String(row.open_quantity)),
      openCost: money(String(row.open_cost)),
    };
    const same = found.get(key);
    if (same) same.push(lot);
    else found.set(key, [lot]);
  }
  return found;
}

const openLots = (tx: Tx, trades: readonly LotTrade[], which: Prisma.Sql): Promise<LotRow[]> =>
  tx.$queryRaw<LotRow[]>`
    select l.id, l.account_id, l.symbol, l.acquired_on, l.open_quantity, l.open_cost
    from portal.tax_lot l
    join (select distinct * from unnest(${trades.map((t) => t.accountId)}::uuid[], ${trades.map((t) => t.symbol)}::text[]) as u(account_id, symbol)) s
      using (account_id, symbol)
    where ${which}
    order by l.account_id, l.symbol, l.acquired_on, l.seq
    for update of l`;

async function writeFresh(tx: Tx, { fresh, changed }: LotBook): Promise<void> {
  if (fresh.size === 0) return;
  const rows = [...fresh].map(([id, { trade, opened }], place) => ({
    place,
    id,
    account_id: trade.accountId,
    symbol: trade.symbol,
    acquired_on: trade.tradeDate,
    quantity: opened.openQuantity.toFixed(),
    open_quantity: (changed.get(id) ?? opened).openQuantity.toFixed(),
    cost: opened.openCost.toFixed(),
    open_cost: (changed.get(id) ?? opened).openCost.toFixed(),
    execution_id: trade.executionId,
  }));
  // Lots of one day close in the order of their numbers, which is that of the trades.
  await tx.$executeRaw`
    insert into portal.tax_lot (id, account_id, symbol, acquired_on, quantity, open_quantity, cost, open_cost, execution_id)
    select id, account_id, symbol, acquired_on, quantity, open_quantity, cost, open_cost, execution_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(place int, id uuid, account_id uuid, symbol text,
      acquired_on date, quantity numeric, open_quantity numeric, cost numeric, open_cost numeric, execution_id uuid)
    order by place`;
}

async function writeChanged(tx: Tx, lots: readonly OpenLot[]): Promise<void> {
  if (lots.length === 0) return;
  await tx.$executeRaw`
    update portal.tax_lot l set open_quantity = e.quantity, open_cost = e.cost
    from unnest(${lots.map((lot) => lot.id)}::uuid[], ${lots.map((lot) => lot.openQuantity.toFixed())}::numeric[], ${lots.map((lot) => lot.openCost.toFixed())}::numeric[])
      as e(id, quantity, cost)
    where l.id = e.id`;
}
