import type { ReportYearInput } from "@/domain/reports/revenue";
import type { Deps } from "@/server/platform/deps";

/** What is not as it should be, counted. */
export const EXCEPTION_KINDS = {
  ORDER_DENIED: "Orders that we refused",
  ORDER_REJECTED: "Orders that a venue rejected",
  BREAK: "Breaks with the clearing firm",
  RETURNED_DEPOSIT: "Deposits returned by a bank",
  RESTRICTED_ACCOUNT: "Accounts restricted",
  SCREENING_HIT: "Customers with a name of a list",
  OVERDUE_REVIEW: "Applications that wait too long",
} as const;
export type ExceptionKind = keyof typeof EXCEPTION_KINDS;

/** A kind and its reason: how many in the year, how many of them are open now, and the latest. Instants are ISO texts. */
export type ExceptionRow = {
  kind: ExceptionKind;
  title: string;
  reason: string;
  count: number;
  open: number | null;
  latestAt: string | null;
};
export type ExceptionsView = {
  year: number;
  years: number[];
  overdueAfterDays: number;
  rows: ExceptionRow[];
};

/** A person should have looked after so many days. */
const OVERDUE_DAYS = 3;
const MOST_ROWS = 200;

type Row = { kind: ExceptionKind; reason: string; count: number; open: number | null; latest: Date | null };

/** Everything of a year that somebody should know about, by kind and reason, in one statement. */
export async function exceptionsReport(deps: Deps, input: ReportYearInput): Promise<ExceptionsView> {
  const today = await deps.clock.exchangeToday();
  const current = Number(today.slice(0, 4));
  const year = input.year ?? current;
  const wallYear = new Date(deps.clock.now()).getUTCFullYear();
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`];
  const now = new Date(deps.clock.now());
  const rows = await deps.db.$queryRaw<Row[]>`
    with found as (
      select case status when 'DENIED' then 'ORDER_DENIED' else 'ORDER_REJECTED' end as kind,
        coalesce(reasons -> 0 ->> 'code', 'not said') as reason, null::boolean as is_open, exchange_at as at
      from portal.orders where status in ('DENIED', 'REJECTED') and exchange_at >= ${from}::date and exchange_at < ${to}::date
      union all
      select 'BREAK', area || ', ' || type, status = 'OPEN', business_date from portal.reconciliation_break
      where business_date >= ${from}::date and business_date < ${to}::date
      union all
      select 'RETURNED_DEPOSIT', coalesce(return_code, 'not said'), null, requested_on from portal.transfer
      where status = 'RETURNED' and direction = 'DEPOSIT' and requested_on >= ${from}::date and requested_on < ${to}::date
      union all
      select 'RESTRICTED_ACCOUNT', kind, lifted_at is null, placed_at from portal.account_restriction
      where placed_at >= ${from}::date and placed_at < ${to}::date or lifted_at is null
      union all
      select 'SCREENING_HIT', source || ', ' || status, status = 'OPEN', found_at from portal.screening_hit
      where found_at >= ${from}::date and found_at < ${to}::date or status = 'OPEN'
      union all
      select 'OVERDUE_REVIEW', status, true, submitted_at from portal.application
      where status in ('SUBMITTED', 'ESCALATED', 'INFO_REQUESTED')
        and submitted_at < ${now}::timestamptz - make_interval(days => ${OVERDUE_DAYS}::int))
    select kind, reason, count(*)::int as count, (count(*) filter (where is_open))::int * (case when bool_or(is_open is not null) then 1 end) as open,
      max(at) as latest
    from found group by kind, reason order by kind, count desc, reason limit ${MOST_ROWS}`;
  const order = Object.keys(EXCEPTION_KINDS);
  return {
    year,
    years: [...new Set([year, current, wallYear])].sort((a, b) => b - a),
    overdueAfterDays: OVERDUE_DAYS,
    rows: rows
      .map(({ latest, ...row }) => ({
        ...row,
        title: EXCEPTION_KINDS[row.kind],
        latestAt: latest?.toISOString() ?? null,
      }))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.count - a.count),
  };
}
