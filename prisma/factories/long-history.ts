import { dividendJournals } from "@/domain/ledger/action-postings";
import type { Journal } from "@/domain/ledger/journal";
import { cashJournal, netOf, tradeJournal, type TradePosting } from "@/domain/ledger/posting-rules";
import { money, notional, price, quantity, toCents } from "@/domain/money/money";
import { exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { addDays, instantAt, type LocalDate, toColumn } from "@/domain/time/instant";
import { applyToLots, type LotTrade, postJournals, postSettlements } from "@/server/ledger";
import { type Db, Prisma } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";
import { rewritePerformance } from "@/server/portfolio";

export type LongHistory = {
  accountId: string;
  placedBy: string;
  /** Trades, dividends, deposits, withdrawals and fees together. */
  activities: number;
  years: number;
  symbols: readonly string[];
  /** The last day that has ended. */
  endsOn: LocalDate;
  /** False: nothing is sold, so that every purchase is an open lot. */
  sells?: boolean;
  /** Instead of activities: what was bought on the last day, which is the only one. */
  buys?: readonly { symbol: string; shares: number }[];
  /** A symbol's close of a day in dollars; drawn where it is not given. */
  closeOf?: (symbol: string, day: LocalDate) => string | null;
  seed?: number;
};

type Fill = TradePosting & { execId: string; orderId: string; price: string; settled: boolean };
type Drawn = {
  days: LocalDate[];
  closes: { symbol: string; day: LocalDate; close: string }[];
  fills: Fill[];
  /** Everything that moves cash and is no trade. */
  moves: Journal[];
  dividends: {
    actionId: string;
    id: string;
    symbol: string;
    on: LocalDate;
    held: string;
    gross: string;
    withheld: string;
    perShare: string;
  }[];
};

/** The same numbers for the same seed (mulberry32). */
function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FIRST_DEPOSIT = "100000000";
const COMMISSION = money("1.00");

function closesOf(history: LongHistory, days: readonly LocalDate[], draw: () => number): Drawn["closes"] {
  return history.symbols.flatMap((symbol) => {
    let at = 20 + draw() * 180;
    return days.map((day) => {
      at = Math.max(1, at * (1 + (draw() - 0.4985) * 0.03));
      return { symbol, day, close: history.closeOf?.(symbol, day) ?? at.toFixed(2) };
    });
  });
}

/** Lives through the days in order, so that nothing is sold that is not held. */
function drawn(history: LongHistory): Drawn {
  const { accountId, activities, endsOn, symbols } = history;
  const draw = draws(history.seed ?? 1);
  const from = history.buys ? endsOn : addDays(endsOn, -Math.round(history.years * 365.25));
  const days = exchangeCalendar.tradingDays(from, endsOn);
  const closes = closesOf(history, days, draw);
  const closeOf = new Map(closes.map(({ symbol, day, close }) => [`${symbol} ${day}`, close]));
  const held = new Map<string, number>();
  const result: Drawn = { days, closes, fills: [], moves: [], dividends: [] };
  const move = (rule: Parameters<typeof cashJournal>[0], on: LocalDate, amount: string, n: number | string) =>
    result.moves.push(
      cashJournal(rule, {
        source: idFrom("history-move", accountId, rule, String(n)),
        accountId,
        amount: money(amount),
        on,
        exchangeAt: instantAt(on, "12:00"),
      }),
    );
  move("WIRE_IN", days[0] ?? endsOn, FIRST_DEPOSIT, "first");
  if (history.buys) {
    result.fills = history.buys.map(({ symbol, shares }, n) =>
      fillOf(history, { n, on: endsOn, symbol, shares, side: "BUY" }, closeOf),
    );
    return result;
  }
  for (let n = 0; n < activities; n++) {
    const on = days[Math.floor((n * days.length) / activities)] ?? endsOn;
    const symbol = symbols[Math.floor(draw() * symbols.length)] ?? "";
    const kind = draw();
    const there = held.get(symbol) ?? 0;
    if (history.sells === false || kind < 0.9) {
      const wantsSale = history.sells !== false && draw() < 0.45 && there > 1;
      const shares = wantsSale ? Math.max(1, Math.floor(there * draw() * 0.8)) : 1 + Math.floor(draw() * 40);
      held.set(symbol, there + (wantsSale ? -shares : shares));
      result.fills.push(
        fillOf(history, { n, on, symbol, shares, side: wantsSale ? "SELL" : "BUY" }, closeOf),
      );
    } else if (kind < 0.95 && there > 0)
      result.dividends.push(dividendOf(history, n, on, symbol, there, draw));
    else if (kind < 0.97) move("WIRE_IN", on, (1000 + Math.floor(draw() * 9000)).toFixed(2), n);
    else if (kind < 0.985) move("WITHDRAWAL", on, (100 + Math.floor(draw() * 5000)).toFixed(2), n);
    else move("MARKET_DATA_FEE", on, "29.50", n);
  }
  return result;
}

type Planned = { n: number; on: LocalDate; symbol: string; shares: number; side: "BUY" | "SELL" };

function fillOf({ accountId, endsOn }: LongHistory, planned: Planned, closes: Map<string, string>): Fill {
  const { n, on, symbol, side } = planned;
  const at = closes.get(`${symbol} ${on}`) ?? "1";
  const shares = quantity(planned.shares);
  const settlementDate = settlementCalendar.settlementDate(on);
  return {
    executionId: idFrom("history-fill", accountId, String(n)),
    orderId: idFrom("history-order", accountId, String(n)),
    execId: `H${accountId.slice(-12)}-${n}`,
    accountId,
    side,
    symbol,
    shares,
    price: at,
    gross: notional(shares, price(at)),
    commission: COMMISSION,
    regulatoryFees: money(side === "SELL" ? "0.02" : "0"),
    tradeDate: on,
    settlementDate,
    exchangeAt: instantAt(on, "12:00"),
    settled: settlementDate <= endsOn,
  };
}

function dividendOf(
  { accountId }: LongHistory,
  n: number,
  on: LocalDate,
  symbol: string,
  held: number,
  draw: () => number,
): Drawn["dividends"][number] {
  const perShare = (0.05 + Math.floor(draw() * 50) / 100).toFixed(2);
  const gross = toCents(money(perShare).times(held));
  return {
    actionId: idFrom("history-action", accountId, String(n)),
    id: idFrom("history-entitlement", accountId, String(n)),
    symbol,
    on,
    held: String(held),
    gross: gross.toFixed(2),
    withheld: toCents(gross.times("0.15")).toFixed(2),
    perShare,
  };
}

const JOURNALS_AT_ONCE = 2000;

/**
 * Gives an empty account a long history in one go: fills with their orders, balanced journals, lots, dividends, and the
 * clearing firm's books of each day as they would have been imported; then our days of performance. Everything agrees
 * (`verify` finds nothing). The same seed makes the same history. Works on the caller's connection, set-based.
 */
export async function createLongHistory(db: Db, history: LongHistory): Promise<{ days: LocalDate[] }> {
  const plan = drawn(history);
  await insertFills(db, history, plan.fills);
  await insertDividends(db, history, plan.dividends);
  const journals = [
    ...plan.moves,
    ...plan.fills.map((fill) => tradeJournal(fill)),
    ...plan.dividends.flatMap((one) =>
      dividendJournals(
        {
          source: one.id,
          accountId: history.accountId,
          terms: {
            symbol: one.symbol,
            type: "CASH_DIVIDEND",
            exDate: one.on,
            payDate: one.on,
            value: one.perShare,
            per: "1",
            newSymbol: null,
          },
          on: one.on,
          exchangeAt: instantAt(one.on, "09:30"),
        },
        { held: quantity(one.held), gross: money(one.gross), withheld: money(one.withheld) },
      ),
    ),
  ];
  for (let from = 0; from < journals.length; from += JOURNALS_AT_ONCE)
    await postJournals(db, journals.slice(from, from + JOURNALS_AT_ONCE));
  await db.$transaction(
    async (tx) => {
      await applyToLots(
        tx,
        plan.fills.map((fill): LotTrade => ({ ...fill, net: netOf(fill) })),
      );
      await postSettlements(
        tx,
        Prisma.sql`
          select x.id, x.account_id, x.side, x.symbol, x.quantity as shares,
            round(x.quantity * x.price, 2) + case x.side when 'BUY' then 1 else -1 end * (x.commission + x.sec_fee + x.taf_fee)
              as net, x.trade_date, x.settlement_date
          from portal.execution x where x.account_id = ${history.accountId}::uuid and x.settled_at is not null`,
        instantAt(history.endsOn, "16:00"),
      );
      await insertBooks(tx as Db, history.accountId, plan);
      await rewritePerformance(tx, [history.accountId], plan.days[0] ?? history.endsOn);
    },
    { timeout: 300_000 },
  );
  return { days: plan.days };
}

async function insertFills(
  db: Db,
  { accountId, placedBy }: LongHistory,
  fills: readonly Fill[],
): Promise<void> {
  const rows = fills.map((fill) => ({
    id: fill.executionId,
    order_id: fill.orderId,
    exec_id: fill.execId,
    symbol: fill.symbol,
    side: fill.side,
    quantity: fill.shares.toFixed(),
    price: fill.price,
    commission: fill.commission.toFixed(),
    sec_fee: fill.regulatoryFees.toFixed(),
    at: new Date(fill.exchangeAt).toISOString(),
    trade_date: fill.tradeDate,
    settlement_date: fill.settlementDate,
    settled: fill.settled,
  }));
  const given = Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, order_id uuid, exec_id text,
    symbol text, side text, quantity numeric, price numeric, commission numeric, sec_fee numeric, at timestamptz,
    trade_date date, settlement_date date, settled boolean)`;
  await db.$executeRaw`
    insert into portal.orders (id, account_id, client_order_id, body_hash, placed_by, symbol, side, type, time_in_force,
      quantity, status, cum_qty, leaves_qty, placed_at, exchange_at, closed_at)
    select order_id, ${accountId}::uuid, order_id::text, 'factory', ${placedBy}::uuid, symbol, side, 'MARKET', 'DAY', quantity,
      'FILLED', quantity, 0, at, at, at from ${given}`;
  await db.$executeRaw`
    insert into portal.order_event (order_id, account_id, exec_type, from_status, to_status, detail, exchange_at)
    select order_id, ${accountId}::uuid, e.exec_type, e.before, e.after, '{}'::jsonb, at from ${given}
    cross join (values (1, 'PENDING_NEW', null, 'PENDING_NEW'), (2, 'TRADE', 'PENDING_NEW', 'FILLED'))
      as e(place, exec_type, before, after) order by at, order_id, e.place`;
  await db.$executeRaw`
    insert into portal.outbox (message_id, party, kind, payload, sent_at)
    select gen_random_uuid(), 'VENUES', 'ROUTE_ORDER', jsonb_build_object('orderId', order_id), at from ${given}`;
  await db.$executeRaw`
    insert into portal.execution (id, venue, exec_id, order_id, child_order_id, account_id, symbol, side, quantity, price,
      liquidity, venue_fee, commission, sec_fee, taf_fee, executed_at, trade_date, settlement_date, settled_at)
    select id, 'ARCX', exec_id, order_id, gen_random_uuid(), ${accountId}::uuid, symbol, side, quantity, price, 'REMOVED', 0,
      commission, sec_fee, 0, at, trade_date, settlement_date, case when settled then settlement_date + time '16:00' end
    from ${given}`;
}

async function insertDividends(
  db: Db,
  { accountId }: LongHistory,
  dividends: Drawn["dividends"],
): Promise<void> {
  await db.corporateAction.createMany({
    data: dividends.map((one) => ({
      id: one.actionId,
      symbol: one.symbol,
      type: "CASH_DIVIDEND",
      exDate: toColumn(one.on),
      payDate: toColumn(one.on),
      value: one.perShare,
      per: "1",
      announcedAt: new Date(instantAt(one.on, "09:30")),
      appliedAt: new Date(instantAt(one.on, "09:30")),
      paidAt: new Date(instantAt(one.on, "09:30")),
    })),
  });
  await db.entitlement.createMany({
    data: dividends.map((one) => ({
      id: one.id,
      actionId: one.actionId,
      accountId,
      quantity: one.held,
      gross: one.gross,
      withheld: one.withheld,
      paidOn: toColumn(one.on),
    })),
  });
}

/** The clearing firm's books of each day, made by the database of fills and journals. */
async function insertBooks(db: Db, accountId: string, { days, closes }: Drawn): Promise<void> {
  await db.$executeRaw`
    insert into portal.eod_import (business_date, status, detail, imported_at)
    select d, 'IMPORTED', '{}'::jsonb, d + time '21:00' from unnest(${days}::date[]) as d on conflict do nothing`;
  await db.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, quantity, price, gross, commission,
      sec_fee, taf_fee, net, trade_date, settlement_date, order_reference)
    select trade_date, exec_id, account_id, side, symbol, quantity, price, round(quantity * price, 2), commission, sec_fee,
      taf_fee, case side when 'SELL' then 1 else -1 end * round(quantity * price, 2) - commission - sec_fee - taf_fee,
      trade_date, settlement_date, order_id::text
    from portal.execution where account_id = ${accountId}::uuid`;
  await db.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, gross, net, trade_date, settlement_date)
    select j.trade_date, j.source || ':' || j.kind, j.account_id, case j.kind when 'CASH_DIVIDEND' then 'DIVIDEND' else j.kind end,
      abs(e.amount), e.amount, j.trade_date, j.trade_date
    from portal.journal j join portal.ledger_entry e on e.journal_id = j.id and e.account_id = j.account_id and e.asset = 'USD'
    where j.account_id = ${accountId}::uuid and j.kind not in ('TRADE', 'SETTLEMENT')`;
  await db.$executeRaw`
    insert into portal.eod_position (account_id, business_date, symbol, quantity, settled_quantity, close_price, value)
    select ${accountId}::uuid, day, symbol, quantity, settled, close, round(quantity * close, 2) from (
      select c.day, c.symbol, c.close,
        sum(coalesce(t.traded, 0)) over own as quantity, sum(coalesce(s.settled, 0)) over own as settled
      from jsonb_to_recordset(${JSON.stringify(closes)}::jsonb) as c(symbol text, day date, close numeric)
      left join (
        select symbol, trade_date as day, sum(case side when 'BUY' then quantity else -quantity end) as traded
        from portal.execution where account_id = ${accountId}::uuid group by 1, 2) t using (symbol, day)
      left join (
        select symbol, settlement_date as day, sum(case side when 'BUY' then quantity else -quantity end) as settled
        from portal.execution where account_id = ${accountId}::uuid group by 1, 2) s using (symbol, day)
      window own as (partition by c.symbol order by c.day)) held
    where quantity <> 0 or settled <> 0`;
  await db.$executeRaw`
    insert into portal.eod_balance (account_id, business_date, settled_cash, unsettled_cash, uncollected, position_value, equity,
      net_deposits)
    select ${accountId}::uuid, d.day, settled, cash - settled, 0, coalesce(p.value, 0), cash + coalesce(p.value, 0), flow from (
      select d.day, sum(coalesce(m.net, 0)) over own as cash, sum(coalesce(s.net, 0)) over own as settled,
        coalesce(m.flow, 0) as flow
      from unnest(${days}::date[]) as d(day)
      left join (select business_date as day, sum(net) as net,
          sum(net) filter (where kind in ('WIRE_IN', 'WITHDRAWAL')) as flow
        from portal.eod_movement where account_id = ${accountId}::uuid group by 1) m using (day)
      left join (select settlement_date as day, sum(net) as net
        from portal.eod_movement where account_id = ${accountId}::uuid group by 1) s using (day)
      window own as (order by d.day)) d
    left join (select business_date as day, sum(value) as value
      from portal.eod_position where account_id = ${accountId}::uuid group by 1) p using (day)`;
}
