import {
  add,
  larger,
  type Money,
  money,
  notional,
  price,
  quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { marginFigures, smaAfter } from "@/domain/risk/margin";
import { requirementOf } from "@/domain/risk/margin-rules";
import type { LocalDate } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";

/** An account's figures at a day's end, as the clearing firm stated them. Dollars. */
export type StatedFigures = {
  businessDate: string;
  longMarketValue: Money;
  equity: Money;
  debit: Money;
  initialRequirement: Money;
  maintenanceRequirement: Money;
  sma: Money;
};

type FigureRow = { [Column in keyof StatedFigures]: string } & { accountId: string };

/** The last figures of accounts before a day; accounts that have none yet are not in it. */
export async function lastFigures(
  tx: Tx | Db,
  accountIds: readonly string[],
  before: LocalDate,
): Promise<Map<string, StatedFigures>> {
  const rows = await tx.$queryRaw<FigureRow[]>`
    select f.account_id as "accountId", f.business_date::text as "businessDate",
      f.long_market_value::text as "longMarketValue", f.equity::text as equity, f.debit::text as debit,
      f.initial_requirement::text as "initialRequirement", f.maintenance_requirement::text as "maintenanceRequirement",
      f.sma::text as sma
    from unnest(${[...accountIds]}::uuid[]) as asked(id)
    cross join lateral (
      select * from portal.margin_figure m where m.account_id = asked.id and m.business_date < ${before}::date
      order by m.business_date desc limit 1) f`;
  return new Map(
    rows.map((row) => [
      row.accountId,
      {
        businessDate: row.businessDate,
        longMarketValue: money(row.longMarketValue),
        equity: money(row.equity),
        debit: money(row.debit),
        initialRequirement: money(row.initialRequirement),
        maintenanceRequirement: money(row.maintenanceRequirement),
        sma: money(row.sma),
      },
    ]),
  );
}

type CashDayRow = {
  account_id: string;
  day: LocalDate;
  cash: string;
  held: [string, string, string][] | null;
};

/**
 * What the last figures before a day would have been of accounts that were cash accounts then, by the firm's books of
 * that day's end: what a margin account may open on the day on which it becomes one. Without books there is nothing.
 */
async function figuresOfCashDays(
  tx: Tx | Db,
  accountIds: readonly string[],
  before: LocalDate,
): Promise<Map<string, Pick<StatedFigures, "equity" | "maintenanceRequirement" | "sma">>> {
  if (accountIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<CashDayRow[]>`
    select b.account_id, b.business_date::text as day,
      (b.settled_cash + b.unsettled_cash + b.uncollected)::text as cash,
      (select json_agg(json_build_array(p.symbol, p.quantity::text, p.close_price::text)) from portal.eod_position p
        where p.account_id = b.account_id and p.business_date = b.business_date) as held
    from unnest(${[...accountIds]}::uuid[]) as asked(id)
    cross join lateral (
      select * from portal.eod_balance e where e.account_id = asked.id and e.business_date < ${before}::date
      order by e.business_date desc limit 1) b`;
  return new Map(
    rows.map((row) => {
      const positions = (row.held ?? []).map(([symbol, shares, close]) => ({
        symbol,
        shares: quantity(shares),
        price: price(close),
      }));
      const { equity, maintenanceRequirement, initialExcess } = marginFigures(
        { cash: money(row.cash), positions },
        row.day,
      );
      return [row.account_id, { equity, maintenanceRequirement, sma: larger(initialExcess, ZERO) }];
    }),
  );
}

/**
 * How accounts stood at the last close before a day: as the clearing firm stated it, or for one that was a cash account
 * then, as its books say.
 */
export async function figuresBefore(
  tx: Tx | Db,
  accountIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, Pick<StatedFigures, "equity" | "maintenanceRequirement" | "sma">>> {
  const stated = await lastFigures(tx, accountIds, day);
  const unstated = accountIds.filter((accountId) => !stated.has(accountId));
  return new Map([...(await figuresOfCashDays(tx, unstated, day)), ...stated]);
}

/** Kinds of journals that leave the special memorandum account as it is, or that trades are counted apart from. */
const NOT_ENTRIES = ["TRADE", "SETTLEMENT", "REVERSAL", "FEE", "INTEREST", "DEPOSIT_RELEASE"];

/** Executions of a day: those that venues have reported of it, or those that the firm's files of it tell. */
const TRADES_OF: Record<"REPORTED" | "BOOKED", (day: LocalDate) => Prisma.Sql> = {
  REPORTED: (day) => Prisma.sql`select * from portal.execution where trade_date = ${day}::date`,
  BOOKED: (day) => Prisma.sql`
    select x.* from portal.eod_movement m join portal.execution x
      on x.exec_id = m.reference and x.order_id::text = m.order_reference and x.account_id = m.account_id
    where m.business_date = ${day}::date and m.kind in ('BUY', 'SELL')`,
};

type TradeRow = {
  account_id: string;
  symbol: string;
  side: string;
  fees: string;
  shares: string;
  price: string;
};

/**
 * What a day's books do to the special memorandum accounts (Reg T 220.5(b)), by our own journals and executions: a
 * purchase takes its initial requirement, a sale frees it, money that comes or goes counts in full. While the day goes on
 * its trades are those REPORTED; at its end those that the firm has BOOKED, because one that it captures late enters the
 * account then.
 */
export async function entriesOf(
  tx: Tx | Db,
  accountIds: readonly string[],
  day: LocalDate,
  known: "REPORTED" | "BOOKED",
): Promise<Map<string, Money>> {
  const sums = new Map<string, Money>();
  const put = (accountId: string, amount: Money) =>
    sums.set(accountId, add(sums.get(accountId) ?? ZERO, amount));
  const trades = await tx.$queryRaw<TradeRow[]>`
    select account_id, symbol, side, quantity::text as shares, price::text as price,
      (commission + sec_fee + taf_fee)::text as fees
    from (${TRADES_OF[known](day)}) as x
    where account_id = any(${[...accountIds]}::uuid[]) and busted_at is null`;
  for (const trade of trades) {
    const fees = money(trade.fees);
    const gross = notional(quantity(trade.shares), price(trade.price));
    const kind = trade.side === "BUY" ? "BUY" : "SELL";
    const amount = kind === "BUY" ? add(gross, fees) : subtract(gross, fees);
    put(
      trade.account_id,
      smaAfter(ZERO, { kind, amount, initial: requirementOf(trade.symbol, day).initialLong }),
    );
  }
  const moved = await tx.$queryRaw<{ account_id: string; amount: string }[]>`
    select e.account_id, sum(e.amount)::text as amount
    from portal.journal j join portal.ledger_entry e on e.journal_id = j.id and e.account_id is not null and e.asset = 'USD'
    where j.account_id = any(${[...accountIds]}::uuid[]) and j.trade_date = ${day}::date
      and not j.kind = any(${NOT_ENTRIES}::text[])
    group by e.account_id`;
  for (const row of moved) put(row.account_id, money(row.amount));
  return sums;
}
