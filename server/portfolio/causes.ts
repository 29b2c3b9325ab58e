import { FLOW_TERMS, TERMS_OF_JOURNALS } from "@/domain/portfolio/bridge";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";

/** Which rows count: the rest of a statement after its tables, from joins to a `where`; by the column of each. */
export type Scope = (account: Prisma.Sql, day: Prisma.Sql) => Prisma.Sql;

/**
 * A term of the bridge, or a part of one: TRADE_CASH is what trades and cash in lieu paid or brought; VALUE_MOVED what
 * shares were worth that came or went without a trade.
 */
const TERMS = Prisma.join(
  [...TERMS_OF_JOURNALS, ["CASH_IN_LIEU", "TRADE_CASH"] as const].map(
    ([kind, term]) => Prisma.sql`(${kind}, ${term})`,
  ),
);

/** Deposits, dividends, fees and the like: what each journal did to the customer's cash. */
const journals = (scope: Scope): Prisma.Sql => Prisma.sql`
  select j.account_id, j.trade_date as day, t.term, e.amount, j.id, j.memo as words, case
      when coalesce(r.kind, j.kind) = 'CASH_IN_LIEU' then (
        select max(s.asset) from portal.ledger_entry s where s.journal_id = j.id and s.asset <> 'USD')
      when j.kind in ('CASH_DIVIDEND', 'WITHHOLDING') then (
        select a.symbol from portal.entitlement h join portal.corporate_action a on a.id = h.action_id
        where h.id = case when j.source ~ '^[0-9a-f-]{36}$' then j.source::uuid end) end as symbol
  from portal.journal j
  left join portal.journal r on r.id = j.reverses_id
  join (values ${TERMS}) as t(kind, term) on t.kind = coalesce(r.kind, j.kind)
  join lateral (
    select sum(e.amount) as amount from portal.ledger_entry e
    where e.journal_id = j.id and e.account_id = j.account_id and e.asset = 'USD') e on e.amount <> 0
  ${scope(Prisma.sql`j.account_id`, Prisma.sql`j.trade_date`)} and j.kind not in ('TRADE', 'SETTLEMENT')`;

/** Shares that a correction of our books moved, at their close of that day, or the last one that we know of before. */
const movedShares = (scope: Scope): Prisma.Sql => Prisma.sql`
  select j.account_id, j.trade_date as day, v.term, round(e.amount * coalesce(c.price, 0), 2) as amount, j.id,
    j.memo as words, e.asset as symbol
  from portal.journal j
  join portal.ledger_entry e on e.journal_id = j.id and e.account_id = j.account_id and e.asset <> 'USD'
  cross join (values ('CORRECTIONS'), ('VALUE_MOVED')) as v(term)
  left join lateral (
    select coalesce(
      (select close_price from portal.eod_position p where p.business_date = j.trade_date and p.symbol = e.asset limit 1),
      (select close_price from portal.eod_position p where p.account_id = j.account_id and p.symbol = e.asset
        and p.business_date < j.trade_date order by p.business_date desc limit 1)) as price) c on true
  ${scope(Prisma.sql`j.account_id`, Prisma.sql`j.trade_date`)} and j.kind = 'ADJUSTMENT'`;

/** What a trade does to cash: its price with all fees. */
const trades = (scope: Scope): Prisma.Sql => Prisma.sql`
  select x.account_id, x.trade_date as day, 'TRADE_CASH' as term,
    case x.side when 'SELL' then 1 else -1 end * round(x.quantity * x.price, 2)
      - x.commission - x.sec_fee - x.taf_fee as amount, x.id, x.side as words, x.symbol
  from portal.execution x
  ${scope(Prisma.sql`x.account_id`, Prisma.sql`x.trade_date`)} and x.busted_at is null`;

/** What closings of lots realised. */
const closings = (scope: Scope): Prisma.Sql => Prisma.sql`
  select c.account_id, c.closed_on as day, 'REALISED' as term, c.proceeds - c.cost as amount, c.id,
    trim_scale(c.quantity)::text as words, c.symbol
  from portal.lot_closing c
  ${scope(Prisma.sql`c.account_id`, Prisma.sql`c.closed_on`)}`;

/** Everything that changed equity but the market: account_id, day, term, amount, id, words, symbol; a row a cause. */
export const causesOf = (scope: Scope): Prisma.Sql =>
  Prisma.sql`${journals(scope)} union all ${movedShares(scope)} union all ${trades(scope)} union all ${closings(scope)}`;

const FLOWS = Prisma.join(FLOW_TERMS.map((term) => Prisma.sql`${term}`));

/**
 * Causes of these accounts, each after a day of its own (null: all) and up to one (null: until now). Days are those of
 * kept rows, so that causes are those that the rows between them have told.
 */
export function within(
  accountIds: readonly string[],
  after: readonly (LocalDate | null)[],
  upTo: readonly (LocalDate | null)[],
): Scope {
  const asked = Prisma.sql`unnest(${[...accountIds]}::uuid[], ${[...after]}::date[], ${[...upTo]}::date[])
    as asked(account_id, after, up_to)`;
  return (account, day) => Prisma.sql`
    join ${asked} on asked.account_id = ${account} and ${day} > coalesce(asked.after, '-infinity')
      and ${day} <= coalesce(asked.up_to, 'infinity') where true`;
}

/** Columns of performance_day that are sums of one term each. */
export const TERM_COLUMNS = {
  DEPOSITS: "deposits",
  WITHDRAWALS: "withdrawals",
  SECURITIES_TRANSFERRED: "securities_transferred",
  REALISED: "realised",
  UNREALISED: "unrealised",
  DIVIDENDS: "dividends",
  INTEREST: "interest",
  TAX_WITHHELD: "tax_withheld",
  FEES: "fees",
  CORRECTIONS: "corrections",
} as const;

const summedTerms = Object.entries(TERM_COLUMNS).filter(([term]) => term !== "UNREALISED");
/** The columns of `causeSums` that are terms. */
export const SUMMED_COLUMNS = summedTerms.map(([, column]) => column);

/**
 * What sums up causes: inflow, outflow, each term but UNREALISED, and `basis`, by which the cost of what is held
 * changed. A purchase adds what it cost; a sale takes what it had cost, which is what it brought less what it realised.
 */
export const causeSums = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`
  coalesce(sum(${of}.amount) filter (where ${of}.term in (${FLOWS}) and ${of}.amount > 0), 0) as inflow,
  coalesce(-sum(${of}.amount) filter (where ${of}.term in (${FLOWS}) and ${of}.amount < 0), 0) as outflow,
  coalesce(sum(case ${of}.term when 'TRADE_CASH' then -${of}.amount when 'REALISED' then ${of}.amount
    when 'VALUE_MOVED' then ${of}.amount else 0 end), 0) as basis,
  ${Prisma.join(
    summedTerms.map(
      ([term, column]) =>
        Prisma.sql`coalesce(sum(${of}.amount) filter (where ${of}.term = ${term}), 0) as ${Prisma.raw(column)}`,
    ),
  )}`;
