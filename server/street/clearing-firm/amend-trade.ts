import { feesByExecution, type TradeFees } from "@/domain/fees/trade-fees";
import {
  add,
  type Exact,
  money,
  negate,
  notional,
  price,
  type Price,
  type Quantity,
  quantity,
  toWire,
} from "@/domain/money/money";
import { instantFromDate, type LocalDate } from "@/domain/time/instant";
import {
  type BookedTrade,
  classesOf,
  netOf,
  tradeJournal,
} from "@/server/street/clearing-firm/capture-trades";
import { bookJournals, type FirmJournal } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/** What a trade should have been; null if it should not have been at all. */
export type Amended = { quantity: Quantity; price: Price } | null;

/** A trade in the firm's books, and how often it was changed. */
type Kept = Omit<BookedTrade, "shares" | "price"> & { price: Price; revision: number };

type KeptRow = {
  execId: string;
  accountNumber: string;
  orderReference: string;
  symbol: string;
  side: "BUY" | "SELL";
  tradeDate: string;
  settlementDate: string;
  quantity: string;
  price: string;
  commission: string;
  secFee: string;
  tafFee: string;
  revision: number;
  executed_at: Date;
};

/**
 * Follows a venue's bust or correction before the trade has settled: its journal is reversed, and what it should have
 * been is booked under its next number. Fees count per order and day, so those of the order's other trades may change
 * with it; each that does is reversed and booked anew too. A trade that was never captured has no books to change.
 */
export async function amendTrade(step: Step, execId: string, amended: Amended): Promise<void> {
  const before = await tradesBeside(step, execId);
  const first = before[0];
  if (!first) return;
  const classes = await classesOf(step, [first.accountNumber]);
  const standing = before.flatMap((trade) => {
    if (trade.execId !== execId) return [trade];
    return amended ? [{ ...trade, ...amended, gross: notional(amended.quantity, amended.price) }] : [];
  });
  const fees = feesByExecution(
    {
      side: first.side,
      tradeDate: first.tradeDate,
      accountClass: classes.get(first.accountNumber) ?? "STANDARD",
    },
    standing.map(({ execId: id, at, quantity: shares, gross }) => ({
      execId: id,
      at,
      traded: { quantity: shares, notional: gross },
    })),
  );
  const after = new Map(
    standing.map((trade) => [trade.execId, charged(trade, fees.get(trade.execId) ?? trade.fees)]),
  );
  const changed = before.filter((trade) => {
    const next = after.get(trade.execId);
    return !next || !isSame(trade, next);
  });
  const rebooked = changed.flatMap((trade) => after.get(trade.execId) ?? []);
  await bookJournals(step, [...changed.map(reversal), ...rebooked.map(numbered)]);
  await updateTrades(step, rebooked);
  if (!amended) await step.tx.$executeRaw`delete from street.firm_trade where exec_id = ${execId}`;
}

/** All trades of the same order and trade date that the firm has booked and not settled. */
async function tradesBeside(step: Step, execId: string): Promise<Kept[]> {
  const rows = await step.tx.$queryRaw<KeptRow[]>`
    select t.exec_id as "execId", t.account_number as "accountNumber", t.order_reference as "orderReference", t.symbol,
      t.side, t.quantity::text as quantity, t.price::text as price, t.commission::text as commission,
      t.sec_fee::text as "secFee", t.taf_fee::text as "tafFee", t.trade_date::text as "tradeDate",
      t.settlement_date::text as "settlementDate", t.revision, v.executed_at
    from street.firm_trade named
    join street.firm_trade t on t.order_reference = named.order_reference and t.trade_date = named.trade_date
    join street.venue_trade v on v.exec_id = t.exec_id
    where named.exec_id = ${execId} and t.settled_on is null order by t.exec_id`;
  return rows.map(({ executed_at, ...row }) => {
    const shares = quantity(row.quantity);
    const each = price(row.price);
    const gross = notional(shares, each);
    const trade = {
      ...row,
      at: instantFromDate(executed_at),
      tradeDate: row.tradeDate as LocalDate,
      settlementDate: row.settlementDate as LocalDate,
      quantity: shares,
      price: each,
      gross,
      net: gross,
      fees: feesOf(row),
    };
    return { ...trade, net: netOf(trade.side, gross, trade.fees.total) };
  });
}

function feesOf(row: Pick<KeptRow, "commission" | "secFee" | "tafFee">): TradeFees {
  const [commission, secFee, tafFee] = [money(row.commission), money(row.secFee), money(row.tafFee)];
  return { commission, secFee, tafFee, total: add(commission, secFee, tafFee), assumed: false };
}

const charged = (trade: Kept, fees: TradeFees): Kept => ({
  ...trade,
  fees,
  net: netOf(trade.side, trade.gross, fees.total),
  revision: trade.revision + 1,
});

const isSame = (a: Kept, b: Kept): boolean =>
  a.quantity.eq(b.quantity) &&
  a.price.eq(b.price) &&
  a.fees.commission.eq(b.fees.commission) &&
  a.fees.secFee.eq(b.fees.secFee) &&
  a.fees.tafFee.eq(b.fees.tafFee);

/** A trade's journal under the number of its present form. */
function numbered(trade: Kept): FirmJournal {
  const journal = tradeJournal(trade);
  return trade.revision === 0 ? journal : { ...journal, source: `${trade.execId}:${trade.revision}` };
}

function reversal(trade: Kept): FirmJournal {
  const journal = numbered(trade);
  const lines = journal.lines.map((line) => ({ ...line, amount: negate<Exact>(line.amount) }));
  return { ...journal, kind: "TRADE_REVERSAL", lines };
}

async function updateTrades(step: Step, trades: readonly Kept[]): Promise<void> {
  if (trades.length === 0) return;
  const rows = trades.map((trade) => ({
    exec_id: trade.execId,
    quantity: toWire(trade.quantity),
    price: toWire(trade.price),
    gross: toWire(trade.gross),
    commission: toWire(trade.fees.commission),
    sec_fee: toWire(trade.fees.secFee),
    taf_fee: toWire(trade.fees.tafFee),
    net: toWire(trade.net),
    revision: trade.revision,
  }));
  await step.tx.$executeRaw`
    update street.firm_trade t set quantity = e.quantity, price = e.price, gross = e.gross, commission = e.commission,
      sec_fee = e.sec_fee, taf_fee = e.taf_fee, net = e.net, revision = e.revision
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(exec_id text, quantity numeric, price numeric,
      gross numeric, commission numeric, sec_fee numeric, taf_fee numeric, net numeric, revision int)
    where t.exec_id = e.exec_id`;
}
