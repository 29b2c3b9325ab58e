import { uncross } from "@/domain/market/minute-path";
import type { QuoteMinutes, TradeMinutes } from "@/domain/market/replay-format";
import {
  blankInside,
  type DayGuards,
  type Inside,
  type MinuteColumns,
  minuteColumns,
  NO_BAR,
  type QuoteMinute,
  type Tape,
} from "@/domain/market/tape";
import { SLOTS, type TradingDay } from "@/domain/market/trading-days";

const NONE = -1;

/** For each slot the last row at or before it, NONE before the first. */
function rowIndex(slots: Int16Array): Int16Array {
  const index = new Int16Array(SLOTS).fill(NONE);
  let row = NONE;
  for (let slot = 0; slot < SLOTS; slot++) {
    if (slots[row + 1] === slot) row++;
    index[slot] = row;
  }
  return index;
}

/** Lays the rows of a trade file out by slot. Minutes without a row keep the last close as a path, and no bar. */
export function tradeColumns(minutes: TradeMinutes): MinuteColumns {
  const columns = minuteColumns(SLOTS);
  const index = rowIndex(minutes.slots);
  for (let slot = 0; slot < SLOTS; slot++) {
    const row = index[slot] as number;
    if (row === NONE) continue;
    const fresh = minutes.slots[row] === slot;
    const close = minutes.close[row] as number;
    columns.open[slot] = fresh ? (minutes.open[row] as number) : close;
    columns.high[slot] = fresh ? (minutes.high[row] as number) : close;
    columns.low[slot] = fresh ? (minutes.low[row] as number) : close;
    columns.close[slot] = close;
    columns.volume[slot] = fresh ? (minutes.volume[row] as number) : NO_BAR;
  }
  return columns;
}

const carried = blankInside();

/** A day whose quotes were recorded: each minute's row, and between rows the last quote, standing still. */
export class QuotedTape implements Tape {
  readonly #quotes: QuoteMinutes;
  readonly #rows: Int16Array;

  constructor(
    readonly day: TradingDay,
    readonly seed: number,
    readonly trades: MinuteColumns,
    readonly lot: number,
    readonly guards: DayGuards,
    quotes: QuoteMinutes,
  ) {
    this.#quotes = quotes;
    this.#rows = rowIndex(quotes.slots);
  }

  quoteMinute(slot: number, into: QuoteMinute): boolean {
    const row = this.#rows[slot] as number;
    if (row === NONE) return false;
    const { bid, ask, slots } = this.#quotes;
    into.bidOpen = bid.open[row] as number;
    into.bidHigh = bid.high[row] as number;
    into.bidLow = bid.low[row] as number;
    into.bidClose = bid.close[row] as number;
    into.askOpen = ask.open[row] as number;
    into.askHigh = ask.high[row] as number;
    into.askLow = ask.low[row] as number;
    into.askClose = ask.close[row] as number;
    if (slots[row] === slot) return true;
    carried.bid = into.bidClose;
    carried.ask = into.askClose;
    uncross(into, carried);
    into.bidOpen = into.bidHigh = into.bidLow = into.bidClose = carried.bid;
    into.askOpen = into.askHigh = into.askLow = into.askClose = carried.ask;
    return true;
  }

  sizes(slot: number, _moment: number, into: Inside): void {
    const row = this.#rows[slot] as number;
    into.bidSize = row === NONE ? 0 : (this.#quotes.bid.size[row] as number);
    into.askSize = row === NONE ? 0 : (this.#quotes.ask.size[row] as number);
  }
}
