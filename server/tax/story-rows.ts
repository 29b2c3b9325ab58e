import { money, quantity } from "@/domain/money/money";
import type { StoryClosing, StoryLot, StorySplit } from "@/domain/tax/lot-story";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma, type Db, type Tx } from "@/server/platform/db";

/** One stock in one account, by its symbol of today. */
export type StockOf = { accountId: string; symbol: string };
export const stockKey = ({ accountId, symbol }: StockOf): string => `${accountId} ${symbol}`;

/** A closing with what the books say of it beside the story. */
export type BookedClosing = StoryClosing &
  StockOf & {
    /** The symbol under which it was sold. */
    soldAs: string;
    acquiredOn: LocalDate;
    orderId: string | null;
    relief: string | null;
    isShort: boolean;
  };

type ClosingRow = {
  id: string;
  lot_id: string;
  account_id: string;
  symbol: string;
  sold_as: string;
  closed_on: string;
  acquired_on: string;
  place: number | null;
  order_id: string | null;
  execution_id: string;
  cause: "TRADE" | "CASH_IN_LIEU";
  quantity: string;
  proceeds: string;
  cost: string;
  relief: string | null;
  is_short: boolean;
};

/**
 * A stock's name of today by what it was called: lots that were all closed before a renaming keep the old one. Joined
 * as `renamed(symbol, now)`; a name that was changed twice is followed twice.
 */
export const RENAMED = Prisma.sql`
  renamed as (
    with recursive chain as (
      select symbol, new_symbol as now, 1 as depth from portal.corporate_action
      where new_symbol is not null and applied_at is not null
      union all
      select c.symbol, a.new_symbol, c.depth + 1 from chain c
      join portal.corporate_action a on a.symbol = c.now and a.new_symbol is not null and a.applied_at is not null
      where c.depth < 10)
    select distinct on (symbol) symbol, now from chain order by symbol, depth desc)`;

const COLUMNS = Prisma.sql`c.id, c.lot_id, c.account_id, coalesce(n.now, l.symbol) as symbol, c.symbol as sold_as,
  c.closed_on::text as closed_on, l.acquired_on::text as acquired_on, x.seq::float8 as place, x.order_id, c.execution_id, c.cause,
  c.quantity::text as quantity, c.proceeds::text as proceeds, c.cost::text as cost, c.relief, l.quantity < 0 as is_short`;
const FROM = Prisma.sql`portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id
  left join renamed n on n.symbol = l.symbol left join portal.execution x on x.id = c.execution_id`;

const closingOf = (row: ClosingRow): BookedClosing => ({
  id: row.id,
  lotId: row.lot_id,
  accountId: row.account_id,
  symbol: row.symbol,
  soldAs: row.sold_as,
  closedOn: row.closed_on as LocalDate,
  acquiredOn: row.acquired_on as LocalDate,
  place: row.place,
  sale: row.order_id ?? row.execution_id,
  orderId: row.order_id,
  cause: row.cause,
  quantity: quantity(row.quantity),
  proceeds: money(row.proceeds),
  cost: money(row.cost),
  relief: row.relief,
  isShort: row.is_short,
});

/** What these accounts closed in a period, in the order of the sales. */
export async function closingsIn(
  db: Db | Tx,
  accountIds: readonly string[],
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<BookedClosing[]> {
  const rows = await db.$queryRaw<ClosingRow[]>`
    with ${RENAMED}
    select ${COLUMNS} from ${FROM}
    where c.account_id = any(${[...accountIds]}::uuid[]) and c.closed_on between ${from}::date and ${to}::date
    order by c.closed_on, x.seq, c.id`;
  return rows.map(closingOf);
}

/** All closings of these stocks. */
export async function closingsOf(db: Db | Tx, stocks: readonly StockOf[]): Promise<BookedClosing[]> {
  if (stocks.length === 0) return [];
  const rows = await db.$queryRaw<ClosingRow[]>`
    with ${RENAMED}
    select ${COLUMNS} from ${FROM}
    join ${listed(stocks)} on s.account_id = c.account_id and s.symbol = coalesce(n.now, l.symbol)
    order by c.closed_on, x.seq, c.id`;
  return rows.map(closingOf);
}

const listed = (stocks: readonly StockOf[]): Prisma.Sql => Prisma.sql`
  unnest(${stocks.map((one) => one.accountId)}::uuid[], ${stocks.map((one) => one.symbol)}::text[]) as s(account_id, symbol)`;

type LotRow = {
  id: string;
  account_id: string;
  symbol: string;
  acquired_on: string;
  place: number | null;
  purchase: string;
  open_quantity: string;
  open_cost: string;
  is_short: boolean;
};

/** The lots of these stocks as they stand, oldest first: all that there ever were, or the open ones. */
export async function lotsOf(
  db: Db | Tx,
  stocks: readonly StockOf[],
  which: "ALL" | "OPEN",
): Promise<StoryLot[]> {
  if (stocks.length === 0) return [];
  const rows = await db.$queryRaw<LotRow[]>`
    with ${RENAMED}
    select l.id, l.account_id, coalesce(n.now, l.symbol) as symbol, l.acquired_on::text as acquired_on, x.seq::float8 as place,
      coalesce(x.order_id, l.id) as purchase, l.quantity < 0 as is_short, l.open_quantity::text as open_quantity,
      l.open_cost::text as open_cost
    from portal.tax_lot l
    left join renamed n on n.symbol = l.symbol
    join ${listed(stocks)} on s.account_id = l.account_id and s.symbol = coalesce(n.now, l.symbol)
    left join portal.execution x on x.id = l.execution_id
    ${which === "OPEN" ? Prisma.sql`where l.open_quantity <> 0` : Prisma.empty}
    order by l.account_id, l.acquired_on, l.seq`;
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    symbol: row.symbol,
    acquiredOn: row.acquired_on as LocalDate,
    place: row.place,
    purchase: row.purchase,
    openQuantity: quantity(row.open_quantity),
    openCost: money(row.open_cost),
    isShort: row.is_short,
  }));
}

/** The changes of the number of shares of these stocks, oldest first, under their names of today. */
export async function splitsOf(
  db: Db | Tx,
  symbols: readonly string[],
): Promise<(StorySplit & { symbol: string })[]> {
  if (symbols.length === 0) return [];
  return db.$queryRaw<(StorySplit & { symbol: string })[]>`
    with ${RENAMED}
    select a.id, coalesce(n.now, a.symbol) as symbol, a.ex_date::text as "exDate", a.type, a.value::text as value, a.per::text as per
    from portal.corporate_action a left join renamed n on n.symbol = a.symbol
    where a.type in ('SPLIT', 'REVERSE_SPLIT', 'STOCK_DIVIDEND') and a.applied_at is not null
      and coalesce(n.now, a.symbol) = any(${[...new Set(symbols)]}::text[])
    order by a.ex_date`;
}
