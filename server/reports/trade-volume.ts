import { money, quantity } from "@/domain/money/money";
import { growth, PUBLISHED_REPORT, type TradeVolumeInput } from "@/domain/reports/trade-volume";
import type { LocalDate } from "@/domain/time/instant";
import type { Db } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import type { MonthFigures, MonthRow, TradeVolumeView } from "@/server/reports/views";

type HeldRow = { month: string; as_of: LocalDate; accounts: bigint; assets: string };
type TradedRow = { month: string; trades: bigint; shares: string };

/** Customer accounts and assets at the last imported day of each month from one year's start to another's end. */
const heldByMonth = (db: Db, from: string, to: string) => db.$queryRaw<HeldRow[]>`
  with month_ends as (
    select max(business_date) as day from portal.eod_import
    where status = 'IMPORTED' and business_date between ${from}::date and ${to}::date
    group by date_trunc('month', business_date)
  )
  select to_char(day, 'YYYY-MM') as month, day::text as as_of, count(*) as accounts, trim_scale(sum(b.equity))::text as assets
  from month_ends join portal.eod_balance b on b.business_date = day
  group by day order by day`;

/** A trade is one order's executions on one trade date; executions that were busted count for nothing. */
const tradedByMonth = (db: Db, from: string, to: string) => db.$queryRaw<TradedRow[]>`
  select to_char(trade_date, 'YYYY-MM') as month, count(*) as trades, trim_scale(sum(shares))::text as shares
  from (
    select order_id, trade_date, sum(quantity) as shares from portal.execution
    where trade_date between ${from}::date and ${to}::date and busted_at is null
    group by order_id, trade_date
  ) trade
  group by 1 order by 1`;

/**
 * RushTrade's trade volume report: customer accounts, customer assets, trades and shares traded, by month, against
 * the year before. Accounts and assets are the carrying firm's, from the imported books.
 */
export async function tradeVolume(deps: Deps, input: TradeVolumeInput): Promise<TradeVolumeView> {
  const today = await deps.clock.exchangeToday();
  const [bounds] = await deps.db.$queryRaw<{ first: string | null; last: LocalDate | null }[]>`
    select (select min(trade_date) from portal.execution)::text as first,
      (select max(business_date) from portal.eod_import where status = 'IMPORTED')::text as last`;
  const { first = null, last = null } = bounds ?? {};
  // In the first days of January there is nothing to report of the new year yet.
  const year = input.year ?? Number((last ?? today).slice(0, 4));
  const [from, to] = [`${year - 1}-01-01`, `${year}-12-31`];
  const [held, traded] = await Promise.all([
    heldByMonth(deps.db, from, to),
    tradedByMonth(deps.db, from, to),
  ]);
  const figures = figuresByMonth(held, traded);
  const months = Array.from({ length: 12 }, (_, index): MonthRow => {
    const number = String(index + 1).padStart(2, "0");
    const current = figures.get(`${year}-${number}`) ?? null;
    const previous = figures.get(`${year - 1}-${number}`) ?? null;
    const month = `${year}-${number}`;
    return {
      month,
      current,
      previous,
      growth: growthOf(current, previous),
      isRunning: month === today.slice(0, 7),
    };
  });
  return {
    year,
    years: yearsFrom(first ?? last ?? today, today, year),
    asOf: last,
    months,
    published: PUBLISHED_REPORT,
  };
}

function figuresByMonth(held: readonly HeldRow[], traded: readonly TradedRow[]): Map<string, MonthFigures> {
  const figures = new Map<string, MonthFigures>();
  for (const row of held) {
    figures.set(row.month, {
      accounts: Number(row.accounts),
      assets: row.assets,
      trades: 0,
      shares: "0",
      asOf: row.as_of,
    });
  }
  for (const row of traded) {
    const known = figures.get(row.month) ?? { accounts: 0, assets: null, asOf: null };
    figures.set(row.month, { ...known, trades: Number(row.trades), shares: row.shares });
  }
  return figures;
}

function growthOf(current: MonthFigures | null, previous: MonthFigures | null): MonthRow["growth"] {
  const held = current?.asOf && previous?.asOf;
  return {
    accounts: held ? growth(quantity(current.accounts), quantity(previous.accounts)) : null,
    assets:
      held && current.assets && previous.assets
        ? growth(money(current.assets), money(previous.assets))
        : null,
    trades: current && previous ? growth(quantity(current.trades), quantity(previous.trades)) : null,
    shares: current && previous ? growth(quantity(current.shares), quantity(previous.shares)) : null,
  };
}

/** The years from the first trade to today, and the one that was asked for, latest first. */
function yearsFrom(first: string, today: string, asked: number): number[] {
  const years = new Set([asked]);
  for (let year = Number(first.slice(0, 4)); year <= Number(today.slice(0, 4)); year++) years.add(year);
  return [...years].sort((a, b) => b - a);
}
