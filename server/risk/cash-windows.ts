import { larger, money, NO_SHARES, type Quantity, quantity } from "@/domain/money/money";
import type { CashAccountEvent, CashAccountOpening } from "@/domain/risk/cash-account";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma, type Tx } from "@/server/platform/db";

/** The last days of one cash account: what it began with, and what happened since, in order. */
export type AccountWindow = {
  accountId: string;
  opening: CashAccountOpening;
  events: readonly CashAccountEvent[];
};

/** What an execution moved, fees included: the SQL twin of `netOf`, with its rounding. */
const NET = Prisma.sql`case when e.side = 'BUY'
  then round(e.quantity * e.price, 2) + e.commission + e.sec_fee + e.taf_fee
  else round(e.quantity * e.price, 2) - e.commission - e.sec_fee - e.taf_fee end`;

/** The accounts that hold what may buy: settlement moves cash among them and leaves their sum as it was. */
const SPENDABLE = Prisma.sql`('CASH_SETTLED', 'CASH_UNSETTLED_IN', 'CASH_UNSETTLED_OUT')`;

/** Cash that moved otherwise than by a trade of the window: deposits released, withdrawals, returns, late reversals. */
const notOfTrades = (first: LocalDate): Prisma.Sql => Prisma.sql`
  j.kind not in ('TRADE', 'SETTLEMENT') and not (j.kind = 'REVERSAL' and exists (
    select 1 from portal.journal o where o.id = j.reverses_id and o.kind in ('TRADE', 'SETTLEMENT')
      and o.trade_date >= ${first}::date))`;

type Suspect = { account_id: string; opening: Prisma.Decimal };

/**
 * Accounts that bought and sold in the window and did not have the money for all of their purchases when it began.
 * All others paid with settled cash, and cannot have done anything wrong; most days that is everybody. What trades
 * moved is summed from the executions, and of the journals only those are read that are of something else: few.
 */
async function suspects(
  tx: Tx,
  accountIds: readonly string[],
  first: LocalDate,
  last: LocalDate,
): Promise<Suspect[]> {
  return tx.$queryRaw<Suspect[]>`
    with traders as materialized (
      select e.account_id, sum(${NET}) filter (where e.side = 'BUY' and e.trade_date <= ${last}::date) as bought,
        sum(case e.side when 'BUY' then -${NET} else ${NET} end) as moved
      from portal.execution e
      where e.account_id = any(${[...accountIds]}::uuid[]) and e.busted_at is null and e.trade_date >= ${first}::date
      group by e.account_id
      having bool_or(e.side = 'BUY' and e.trade_date <= ${last}::date)
        and bool_or(e.side = 'SELL' and e.trade_date <= ${last}::date)
    ), other as materialized (
      select j.account_id, sum(le.amount) as moved, -sum(least(le.amount, 0)) as withdrawn
      from portal.journal j join portal.ledger_entry le on le.journal_id = j.id and le.account_id = j.account_id
        and le.asset = 'USD' and le.ledger_account in ${SPENDABLE}
      where j.account_id = any(${[...accountIds]}::uuid[]) and j.trade_date >= ${first}::date and ${notOfTrades(first)}
      group by j.account_id
    ), opening as (
      select t.account_id, t.bought, coalesce(o.withdrawn, 0) as withdrawn,
        c.settled + c.unsettled_in - c.unsettled_out - t.moved - coalesce(o.moved, 0) as cash
      from traders t join portal.cash_balance c on c.account_id = t.account_id
      left join other o on o.account_id = t.account_id
    )
    select account_id, cash as opening from opening where cash < bought + withdrawn`;
}

type EventRow = {
  account_id: string;
  kind: "BUY" | "SELL" | "CASH";
  day: LocalDate;
  purchase_id: string | null;
  symbol: string | null;
  shares: Prisma.Decimal | null;
  amount: Prisma.Decimal;
};

async function eventsOf(
  tx: Tx,
  accountIds: readonly string[],
  first: LocalDate,
  last: LocalDate,
): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    select account_id, kind, day::text, purchase_id, symbol, shares, amount from (
      select e.account_id, e.side as kind, e.trade_date as day, e.executed_at as at, e.id, e.order_id as purchase_id,
        e.symbol, e.quantity as shares, ${NET} as amount
      from portal.execution e
      where e.account_id = any(${[...accountIds]}::uuid[]) and e.busted_at is null
        and e.trade_date between ${first}::date and ${last}::date
      union all
      select j.account_id, 'CASH', j.trade_date, j.exchange_at, j.id, null, null, null, sum(le.amount)
      from portal.journal j
      join portal.ledger_entry le on le.journal_id = j.id and le.account_id = j.account_id and le.asset = 'USD'
        and le.ledger_account in ${SPENDABLE}
      where j.account_id = any(${[...accountIds]}::uuid[]) and j.trade_date between ${first}::date and ${last}::date
        and ${notOfTrades(first)}
      group by j.id having sum(le.amount) <> 0
    ) moved order by account_id, day, at, id`;
}

function eventOf(row: EventRow): CashAccountEvent {
  const { kind, day } = row;
  const amount = money(row.amount);
  if (kind === "CASH")
    return amount.lt(0)
      ? { kind: "WITHDRAWAL", day, amount: money(amount.negated()) }
      : { kind: "DEPOSIT", day, amount };
  const trade = { day, symbol: row.symbol ?? "", shares: quantity(row.shares ?? "0"), amount };
  return kind === "BUY" ? { kind, purchaseId: row.purchase_id ?? "", ...trade } : { kind, ...trade };
}

type SharesRow = { account_id: string; symbol: string; shares: Prisma.Decimal };

/** What was held of the traded symbols when the window began: today's position without what was traded since. */
async function openingShares(tx: Tx, accountIds: readonly string[], first: LocalDate): Promise<SharesRow[]> {
  return tx.$queryRaw<SharesRow[]>`
    select t.account_id, t.symbol, coalesce(p.settled + p.unsettled, 0) - t.net as shares
    from (
      select e.account_id, e.symbol, sum(case when e.side = 'BUY' then e.quantity else -e.quantity end) as net
      from portal.execution e
      where e.account_id = any(${[...accountIds]}::uuid[]) and e.busted_at is null and e.trade_date >= ${first}::date
      group by e.account_id, e.symbol
    ) t left join portal.position p on p.account_id = t.account_id and p.symbol = t.symbol`;
}

function byAccount<Row extends { account_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.account_id);
    if (group) group.push(row);
    else groups.set(row.account_id, [row]);
  }
  return groups;
}

/**
 * The windows, from the first to the last day, of those of the accounts whose money needs looking at. What they had
 * when it began counts as settled and paid for. Three statements however many accounts there are.
 */
export async function loadWindows(
  tx: Tx,
  accountIds: readonly string[],
  first: LocalDate,
  last: LocalDate,
): Promise<AccountWindow[]> {
  const found = await suspects(tx, accountIds, first, last);
  if (found.length === 0) return [];
  const ids = found.map((row) => row.account_id);
  const events = byAccount(await eventsOf(tx, ids, first, last));
  const shares = byAccount(await openingShares(tx, ids, first));
  return found.map(({ account_id: accountId, opening }) => ({
    accountId,
    opening: {
      settledCash: money(opening),
      shares: new Map<string, Quantity>(
        (shares.get(accountId) ?? []).map((row) => [row.symbol, larger(quantity(row.shares), NO_SHARES)]),
      ),
    },
    events: (events.get(accountId) ?? []).map(eventOf),
  }));
}
