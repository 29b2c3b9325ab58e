import { add, money, ZERO } from "@/domain/money/money";
import {
  PUBLISHED_REVENUE,
  publishedGrowth,
  REVENUE_LINE_KEYS,
  type ReportYearInput,
  type RevenueLine,
} from "@/domain/reports/revenue";
import type { Deps } from "@/server/platform/deps";

/** Dollars as decimal texts, by line; `total` of them all. */
export type RevenueMonth = { month: string; lines: Record<RevenueLine, string>; total: string };
export type RevenueView = {
  year: number;
  years: number[];
  months: RevenueMonth[];
  total: RevenueMonth;
  published: typeof PUBLISHED_REVENUE & { growth: string | null };
};

type Row = { month: string; line: RevenueLine; amount: string };

/**
 * Revenue by business unit and month, from the ledger alone and in one statement. Signs are the house's: plus is
 * earned. Interest has no house account (the carrying firm posts it to customers), so it is what they paid.
 */
export async function revenueReport(deps: Deps, input: ReportYearInput): Promise<RevenueView> {
  const today = await deps.clock.exchangeToday();
  const [bounds] = await deps.db.$queryRaw<{ first: number | null; last: number | null }[]>`
    select extract(year from min(trade_date))::int as first, extract(year from max(trade_date))::int as last from portal.journal`;
  const current = Number(today.slice(0, 4));
  const year = input.year ?? bounds?.last ?? current;
  const rows = await deps.db.$queryRaw<Row[]>`
    select to_char(j.trade_date, 'YYYY-MM') as month,
      case when e.ledger_account = 'COMMISSIONS' then 'commissions' when e.ledger_account = 'VENUE_FEES' then 'venueRebates'
        when e.ledger_account = 'MARKET_DATA_FEES' then 'dataFees' else 'interest' end as line,
      trim_scale(sum(case when e.ledger_account in ('COMMISSIONS', 'VENUE_FEES', 'MARKET_DATA_FEES') then e.amount else -e.amount end))::text as amount
    from portal.journal j join portal.ledger_entry e on e.journal_id = j.id
    where j.trade_date between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date and e.asset = 'USD'
      and (e.ledger_account in ('COMMISSIONS', 'VENUE_FEES', 'MARKET_DATA_FEES')
           or (j.kind = 'INTEREST' and e.ledger_account = 'CASH_SETTLED'))
    group by 1, 2`;
  const months = Array.from({ length: 12 }, (_, at) =>
    monthOf(`${year}-${String(at + 1).padStart(2, "0")}`, rows),
  );
  const years = new Set([year, current]);
  for (let each = bounds?.first ?? year; each <= (bounds?.last ?? year); each++) years.add(each);
  return {
    year,
    years: [...years].sort((a, b) => b - a),
    months,
    total: monthOf(String(year), rows),
    published: { ...PUBLISHED_REVENUE, growth: publishedGrowth() },
  };
}

/** The rows of a month, or with a year alone of all of them. */
function monthOf(month: string, rows: readonly Row[]): RevenueMonth {
  const own = rows.filter((row) => row.month.startsWith(month));
  const sumOf = (some: readonly Row[]) =>
    some.reduce((sum, { amount }) => add(sum, money(amount)), ZERO).toFixed(2);
  return {
    month,
    lines: Object.fromEntries(
      REVENUE_LINE_KEYS.map((line) => [line, sumOf(own.filter((row) => row.line === line))]),
    ) as RevenueMonth["lines"],
    total: sumOf(own),
  };
}
