import { toPrice } from "@/domain/market/types";
import { add, type Money, money, type Price, price, quantity, ZERO } from "@/domain/money/money";
import { type MarginPosition, smaAfter } from "@/domain/risk/margin";
import type { MarginRegime } from "@/domain/risk/margin-regime";
import { requirementOf } from "@/domain/risk/margin-rules";
import type { LocalDate } from "@/domain/time/instant";
import { smaBeforeFirst } from "@/server/street/clearing-firm/margin/sma-before-first";
import { closingPrice } from "@/server/street/clearing-firm/closing-price";
import { regimeOn } from "@/server/street/clearing-firm/margin/set-regime";
import { USD } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/** A trade of the day, in the order of the trades. `net` is its signed effect on cash. */
export type DayTrade = { symbol: string; shares: Money; net: Money; at: number };

/** A margin account at a day's close, from the firm's own books. Dollars. */
export type MarginAccountOfDay = {
  number: string;
  regime: MarginRegime | null;
  /** All its cash: a deposit counts once it is booked, as in the balances file. */
  cash: Money;
  positions: MarginPosition[];
  trades: DayTrade[];
  /** Money that came (above zero) or went this day, trades, fees and interest apart. */
  moved: Money;
  /** The special memorandum account of the close before. */
  sma: Money;
};

export const ACCOUNTS_A_BATCH = 2_000;

/** The next accounts after a number, in the order of their numbers. */
export async function marginAccountsAfter(
  step: Step,
  day: LocalDate,
  after: string,
  closes: Map<string, Price>,
): Promise<MarginAccountOfDay[]> {
  const rows = await step.tx.$queryRaw<
    { number: string; margin_regime: MarginRegime | null; cash: string; sma: string | null }[]
  >`
    select a.number, ${regimeOn(day)} as margin_regime, coalesce(b.trade_date_qty, 0)::text as cash,
      (select m.sma from street.firm_margin m where m.account_number = a.number and m.business_date < ${day}::date
        order by m.business_date desc limit 1)::text as sma
    from street.firm_account a left join street.firm_balance b on b.account_number = a.number and b.asset = ${USD}
    where a.type = 'MARGIN' and a.status = 'OPEN' and a.number > ${after} order by a.number limit ${ACCOUNTS_A_BATCH}`;
  if (rows.length === 0) return [];
  const numbers = rows.map(({ number }) => number);
  const positions = await positionsOf(step, numbers, day, closes);
  const trades = await tradesOf(step, numbers, day);
  const moved = await movedOf(step, numbers, day);
  const first = await smaBeforeFirst(
    step,
    rows.flatMap(({ number, sma }) => (sma === null ? [number] : [])),
    day,
  );
  return rows.map((row) => ({
    number: row.number,
    regime: row.margin_regime,
    cash: money(row.cash),
    sma: row.sma === null ? (first.get(row.number) ?? ZERO) : money(row.sma),
    positions: positions.get(row.number) ?? [],
    trades: trades.get(row.number) ?? [],
    moved: moved.get(row.number) ?? ZERO,
  }));
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

async function positionsOf(
  step: Step,
  numbers: readonly string[],
  day: LocalDate,
  closes: Map<string, Price>,
): Promise<Map<string, MarginPosition[]>> {
  const held = await step.tx.$queryRaw<{ account_number: string; asset: string; shares: string }[]>`
    select account_number, asset, trade_date_qty::text as shares from street.firm_balance
    where account_number = any(${[...numbers]}::text[]) and asset <> ${USD} and trade_date_qty <> 0`;
  const positions = new Map<string, MarginPosition[]>();
  for (const { account_number, asset, shares } of held) {
    const close = closes.get(asset) ?? (await closingPrice(step, asset, day));
    closes.set(asset, close);
    push(positions, account_number, { symbol: asset, shares: quantity(shares), price: close });
  }
  return positions;
}

async function tradesOf(
  step: Step,
  numbers: readonly string[],
  day: LocalDate,
): Promise<Map<string, DayTrade[]>> {
  const rows = await step.tx.$queryRaw<
    { account_number: string; symbol: string; shares: string; net: string; executed_at: Date }[]
  >`
    select f.account_number, f.symbol, (case f.side when 'BUY' then f.quantity else -f.quantity end)::text as shares,
      f.net::text as net, t.executed_at
    from street.firm_trade f join street.venue_trade t on t.exec_id = f.exec_id
    where f.booked_on = ${day}::date and f.account_number = any(${[...numbers]}::text[]) and f.quantity > 0
    order by t.executed_at, f.exec_id`;
  const trades = new Map<string, DayTrade[]>();
  for (const row of rows)
    push(trades, row.account_number, {
      symbol: row.symbol,
      shares: money(row.shares),
      net: money(row.net),
      at: row.executed_at.getTime(),
    });
  return trades;
}

/** Kinds of journals that move no money of the customer's own in or out, or that are counted apart. */
const NOT_ENTRIES = ["TRADE", "TRADE_REVERSAL", "SETTLEMENT", "FEE", "INTEREST", "DEPOSIT_RELEASE"];

async function movedOf(step: Step, numbers: readonly string[], day: LocalDate): Promise<Map<string, Money>> {
  const rows = await step.tx.$queryRaw<{ account_number: string; amount: string }[]>`
    select e.account_number, sum(e.amount)::text as amount
    from street.firm_journal j join street.firm_entry e
      on e.journal_id = j.id and e.asset = ${USD} and e.account_number is not null
    where j.trade_date = ${day}::date and not j.kind = any(${NOT_ENTRIES}::text[])
      and j.account_number = any(${[...numbers]}::text[])
    group by e.account_number`;
  return new Map(rows.map((row) => [row.account_number, money(row.amount)]));
}

/** The day's entries of an account's special memorandum account (Reg T 220.5(b)), summed. */
export const entriesOf = ({ trades, moved }: MarginAccountOfDay, day: LocalDate): Money =>
  add(
    moved,
    ...trades.map(({ symbol, net }) => {
      const { initialLong } = requirementOf(symbol, day);
      return net.lt(0)
        ? smaAfter(ZERO, { kind: "BUY", amount: net.negated() as Money, initial: initialLong })
        : smaAfter(ZERO, { kind: "SELL", amount: net, initial: initialLong });
    }),
  );

/** The price that a symbol had at a moment of the day, or that it closed at where the tape has none. */
export function priceAt(step: Step, symbol: string, at: number, close: Price | undefined): Price {
  const last = step.street.market.last(symbol, at as Step["now"]);
  return last ? toPrice(last.price) : (close ?? price("0"));
}
