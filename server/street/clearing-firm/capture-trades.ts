import { ACCOUNT_CLASSES, type AccountClass } from "@/domain/fees/commission";
import { feeIncrement, type TradeFees, type Traded } from "@/domain/fees/trade-fees";
import {
  add,
  type Money,
  money,
  negate,
  NO_SHARES,
  notional,
  price,
  type Quantity,
  quantity,
  subtract,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { settlementCalendar } from "@/domain/time/calendar";
import { type Instant, type LocalDate, localDateOf, toIso } from "@/domain/time/instant";
import {
  bookJournals,
  type FirmJournal,
  type FirmLine,
  USD,
} from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/** A venue's trade as it reaches the clearing firm. */
export type CapturedTrade = {
  execId: string;
  accountNumber: string;
  orderReference: string;
  symbol: string;
  side: "BUY" | "SELL";
  shares: string;
  price: string;
  at: Instant;
};

export type BookedTrade = CapturedTrade & {
  quantity: Quantity;
  gross: Money;
  fees: TradeFees;
  /** Signed effect on the customer's cash. */
  net: Money;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
};

const tradeKey = (orderReference: string, tradeDate: LocalDate): string => `${orderReference} ${tradeDate}`;

const classOf = (stored: string): AccountClass =>
  ACCOUNT_CLASSES.find((known) => known === stored) ?? "STANDARD";

/**
 * Books trades in the order given: fees by order and trade date, journals by trade date, and the wait for settlement.
 * Trades of an account that the firm does not know are not booked: they stay in street.venue_trade without a capture
 * time, which is the list of rejects, and are tried again at the end of day. Returns how many were booked.
 */
export async function captureTrades(step: Step, trades: readonly CapturedTrade[]): Promise<number> {
  const classes = await classesOf(step, [...new Set(trades.map((trade) => trade.accountNumber))]);
  const known = trades.filter((trade) => classes.has(trade.accountNumber));
  if (known.length < trades.length) {
    step.street.log.error(
      { count: trades.length - known.length },
      "trades for unknown accounts were not captured",
    );
  }
  if (known.length === 0) return 0;
  const traded = await tradedSoFar(step, [...new Set(known.map((trade) => trade.orderReference))]);
  const booked = known.map((trade) =>
    bookedTrade(trade, classes.get(trade.accountNumber) ?? "STANDARD", traded),
  );
  await insertTrades(step, booked);
  await bookJournals(step, booked.map(tradeJournal));
  await step.tx.$executeRaw`
    update street.venue_trade set captured_at = ${toIso(step.now)}::timestamptz
    where exec_id = any(${booked.map((trade) => trade.execId)}::text[])`;
  return booked.length;
}

/** Trades that were rejected before, oldest first. */
export async function rejectedTrades(step: Step, limit: number): Promise<CapturedTrade[]> {
  const rows = await step.tx.$queryRaw<
    (Omit<CapturedTrade, "side" | "at"> & { side: string; executed_at: Date })[]
  >`
    select t.exec_id as "execId", t.account_number as "accountNumber", t.order_reference as "orderReference", t.symbol,
      t.side, t.quantity::text as shares, t.price::text as price, t.executed_at
    from street.venue_trade t join street.firm_account a on a.number = t.account_number
    where t.captured_at is null and t.busted_at is null order by t.executed_at, t.exec_id limit ${limit}`;
  return rows.map(({ executed_at, side, ...row }) => ({
    ...row,
    side: side === "BUY" ? "BUY" : "SELL",
    at: executed_at.getTime() as Instant,
  }));
}

/** The commission classes of the accounts that the firm knows. */
export async function classesOf(step: Step, numbers: readonly string[]): Promise<Map<string, AccountClass>> {
  const rows = await step.tx.$queryRaw<{ number: string; commission_class: string }[]>`
    select number, commission_class from street.firm_account where number = any(${numbers}::text[])`;
  return new Map(rows.map((row) => [row.number, classOf(row.commission_class)]));
}

/** What these orders traded before, by order and trade date: fees are charged per order and day. */
async function tradedSoFar(step: Step, references: readonly string[]): Promise<Map<string, Traded>> {
  const rows = await step.tx.$queryRaw<
    { order_reference: string; trade_date: string; quantity: string; gross: string }[]
  >`
    select order_reference, trade_date::text as trade_date, sum(quantity)::text as quantity, sum(gross)::text as gross
    from street.firm_trade where order_reference = any(${references}::text[]) group by order_reference, trade_date`;
  return new Map(
    rows.map((row) => [
      tradeKey(row.order_reference, row.trade_date as LocalDate),
      { quantity: quantity(row.quantity), notional: money(row.gross) },
    ]),
  );
}

/** A trade's signed effect on the customer's cash. */
export const netOf = (side: CapturedTrade["side"], gross: Money, fees: Money): Money =>
  side === "BUY" ? negate(add(gross, fees)) : subtract(gross, fees);

/** Prices one trade and adds it to what its order has traded that day. */
function bookedTrade(
  trade: CapturedTrade,
  accountClass: AccountClass,
  traded: Map<string, Traded>,
): BookedTrade {
  const tradeDate = localDateOf(trade.at);
  const shares = quantity(trade.shares);
  const gross = notional(shares, price(trade.price));
  const key = tradeKey(trade.orderReference, tradeDate);
  const before = traded.get(key) ?? { quantity: NO_SHARES, notional: ZERO };
  const after = { quantity: add(before.quantity, shares), notional: add(before.notional, gross) };
  traded.set(key, after);
  const fees = feeIncrement({ side: trade.side, tradeDate, accountClass }, before, after);
  const net = netOf(trade.side, gross, fees.total);
  const settlementDate = settlementCalendar.settlementDate(tradeDate);
  return { ...trade, quantity: shares, gross, fees, net, tradeDate, settlementDate };
}

/** The journal of a trade: what settlement will move, and the fees. */
export function tradeJournal(trade: Omit<BookedTrade, "shares" | "price" | "at">): FirmJournal {
  const isBuy = trade.side === "BUY";
  const lines: FirmLine[] = [
    { ledger: "CUSTOMER_UNSETTLED", accountNumber: trade.accountNumber, asset: USD, amount: trade.net },
    {
      ledger: "CNS_UNSETTLED",
      accountNumber: null,
      asset: USD,
      amount: isBuy ? trade.gross : negate(trade.gross),
    },
    { ledger: "COMMISSIONS_DUE", accountNumber: null, asset: USD, amount: trade.fees.commission },
    { ledger: "SEC_FEES_DUE", accountNumber: null, asset: USD, amount: trade.fees.secFee },
    { ledger: "TAF_FEES_DUE", accountNumber: null, asset: USD, amount: trade.fees.tafFee },
    {
      ledger: "CUSTOMER_UNSETTLED",
      accountNumber: trade.accountNumber,
      asset: trade.symbol,
      amount: isBuy ? trade.quantity : negate(trade.quantity),
    },
    {
      ledger: "CNS_UNSETTLED",
      accountNumber: null,
      asset: trade.symbol,
      amount: isBuy ? negate(trade.quantity) : trade.quantity,
    },
  ];
  const { accountNumber, tradeDate, settlementDate } = trade;
  return { kind: "TRADE", source: trade.execId, accountNumber, tradeDate, settlementDate, lines };
}

async function insertTrades(step: Step, trades: readonly BookedTrade[]): Promise<void> {
  const rows = trades.map((trade) => ({
    exec_id: trade.execId,
    account_number: trade.accountNumber,
    order_reference: trade.orderReference,
    symbol: trade.symbol,
    side: trade.side,
    quantity: trade.shares,
    price: trade.price,
    gross: toWire(trade.gross),
    commission: toWire(trade.fees.commission),
    sec_fee: toWire(trade.fees.secFee),
    taf_fee: toWire(trade.fees.tafFee),
    net: toWire(trade.net),
    trade_date: trade.tradeDate,
    settlement_date: trade.settlementDate,
  }));
  await step.tx.$executeRaw`
    insert into street.firm_trade (exec_id, account_number, order_reference, symbol, side, quantity, price, gross,
      commission, sec_fee, taf_fee, net, trade_date, settlement_date, booked_on)
    select added.*, ${step.today}::date from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(exec_id text, account_number text,
      order_reference text, symbol text, side text, quantity numeric, price numeric, gross numeric, commission numeric,
      sec_fee numeric, taf_fee numeric, net numeric, trade_date date, settlement_date date)`;
}
