import {
  notional,
  money,
  moneyToWire,
  price,
  quantity,
  ratio,
  type Readable,
  subtract,
  toCents,
  toWire,
} from "@/domain/money/money";
import { type ClosedInput, type LotsInput, writePageEnd } from "@/domain/portfolio/portfolio-input";
import { toPrice } from "@/domain/market/types";
import { termOf } from "@/domain/tax/holding-period";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { ownAccountIds } from "@/server/portfolio/accounts";
import { spanOf } from "@/server/portfolio/span";
import { type ClosedView, type LotsView, type LotView, ratioToWire } from "@/server/portfolio/views";

const LOTS_PAGE = 100;
const CLOSED_PAGE = 50;

type LotRow = {
  id: string;
  account_id: string;
  symbol: string;
  acquired_on: LocalDate;
  seq: string;
  open_quantity: Readable;
  open_cost: Readable;
};

/** Open lots, oldest first, at the market of this moment. NOT_FOUND for another's account. */
export async function lots(deps: Deps, actor: Actor, input: LotsInput): Promise<LotsView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const { cursor } = input;
  const at = await deps.clock.exchangeNow();
  const rows = await deps.db.$queryRaw<LotRow[]>`
    select id::text, account_id::text, symbol, acquired_on::text, seq::text, open_quantity::text, open_cost::text
    from portal.tax_lot
    where account_id = any(${accountIds}::uuid[]) and (open_quantity > 0 or open_quantity < 0)
      ${input.symbol ? Prisma.sql`and symbol = ${input.symbol}` : Prisma.empty}
      ${cursor ? Prisma.sql`and (acquired_on, lpad(seq::text, 20, '0')) > (${cursor.day}::date, lpad(${cursor.key}, 20, '0'))` : Prisma.empty}
    order by acquired_on, seq limit ${LOTS_PAGE + 1}`;
  const shown = rows.slice(0, LOTS_PAGE);
  const last = shown.at(-1);
  return {
    lots: shown.map((row) => lotView(deps, row, at)),
    cursor: rows.length > LOTS_PAGE && last ? writePageEnd({ day: last.acquired_on, key: last.seq }) : null,
  };
}

function lotView(deps: Deps, row: LotRow, at: Parameters<Deps["market"]["last"]>[1]): LotView {
  const shares = quantity(row.open_quantity);
  const cost = money(row.open_cost);
  const print = deps.market.last(row.symbol, at);
  const value = notional(shares, print ? toPrice(print.price) : price("0"));
  const unrealised = toCents(subtract(value, cost));
  return {
    lotId: row.id,
    accountId: row.account_id,
    symbol: row.symbol,
    acquiredOn: row.acquired_on,
    quantity: toWire(shares),
    cost: moneyToWire(toCents(cost)),
    costPerShare: ratio(cost, shares)?.toDecimalPlaces(4).toFixed() ?? null,
    value: moneyToWire(value),
    unrealised: moneyToWire(unrealised),
    unrealisedRatio: ratioToWire(ratio(unrealised, cost)),
    term: termOf(row.acquired_on, localDateOf(at)),
  };
}

type ClosedRow = {
  symbol: string;
  quantity: Readable;
  proceeds: Readable;
  cost: Readable;
  first: LocalDate;
  last: LocalDate;
  closings: number;
  held: Readable;
  realised: Readable;
};

/** What was closed in a period by symbol, with its realised (economic) result. NOT_FOUND for another's account. */
export async function closedPositions(deps: Deps, actor: Actor, input: ClosedInput): Promise<ClosedView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const span = await spanOf(deps, accountIds, input.period);
  const { cursor } = input;
  const rows = await deps.db.$queryRaw<ClosedRow[]>`
    with closed as (
      select c.symbol, sum(c.quantity) as quantity, sum(c.proceeds) as proceeds, sum(c.cost) as cost,
        min(c.closed_on)::text as first, max(c.closed_on)::text as last, count(*)::int as closings
      from portal.lot_closing c
      where c.account_id = any(${accountIds}::uuid[]) and c.closed_on > ${span.from}::date and c.closed_on <= ${span.to}::date
      group by 1
    ), all_closed as (select *, sum(proceeds - cost) over () as realised from closed)
    select symbol, quantity::text, proceeds::text, cost::text, first, last, closings, realised::text,
      coalesce((select sum(p.settled + p.unsettled) from portal.position p
        where p.account_id = any(${accountIds}::uuid[]) and p.symbol = a.symbol), 0)::text as held
    from all_closed a
    ${cursor ? Prisma.sql`where last < ${cursor.day} or (last = ${cursor.day} and symbol > ${cursor.key})` : Prisma.empty}
    order by last desc, symbol limit ${CLOSED_PAGE + 1}`;
  const shown = rows.slice(0, CLOSED_PAGE);
  const end = shown.at(-1);
  return {
    from: span.from,
    to: span.to,
    positions: shown.map((row) => {
      const cost = money(row.cost);
      const gain = subtract(money(row.proceeds), cost);
      return {
        symbol: row.symbol,
        name: deps.market.instrument(row.symbol)?.name ?? row.symbol,
        quantity: toWire(quantity(row.quantity)),
        proceeds: moneyToWire(toCents(money(row.proceeds))),
        cost: moneyToWire(toCents(cost)),
        realised: moneyToWire(toCents(gain)),
        realisedRatio: ratioToWire(ratio(gain, cost)),
        firstClosedOn: row.first,
        lastClosedOn: row.last,
        closings: row.closings,
        stillHeld: toWire(quantity(row.held)),
      };
    }),
    realised: moneyToWire(toCents(money(rows[0]?.realised ?? "0"))),
    cursor: rows.length > CLOSED_PAGE && end ? writePageEnd({ day: end.last, key: end.symbol }) : null,
  };
}
