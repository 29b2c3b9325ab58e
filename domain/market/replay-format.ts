import { AppError } from "@/domain/errors";
import { type Refuse, readRows } from "@/domain/market/csv-rows";
import { tradingDayOn } from "@/domain/market/trading-days";
import type { CorporateAction } from "@/domain/market/types";
import { type LocalDate, localDate } from "@/domain/time/instant";

/**
 * The replay format: a folder of CSV files with prices in dollars (up to four decimals), sizes in shares and times
 * in New York (the start of the minute). `daily/SYMBOL.csv`, `minute/SYMBOL-DATE-trades.csv`,
 * `minute/SYMBOL-DATE-quotes.csv` and `actions.csv`; any of them may be missing. Rows stand in order of time, and a
 * bar's open and close lie between its low and high. In a quote an empty cell means that nothing changed, or that
 * there was nothing yet. Each parser throws FILE_REFUSED with one sentence that names the file and the line.
 * Prices come out in ten-thousandths of a dollar (see TickPrice).
 */

export type DailyRow = {
  date: LocalDate;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
};
export type DailyBars = { symbol: string; rows: readonly DailyRow[] };

/** The traded minutes of a day, as columns; `slots` are minutes since midnight, rising. */
export type TradeMinutes = {
  symbol: string;
  date: LocalDate;
  slots: Int16Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
};

/** One side's quotes of a day, a row for each entry of `slots`. NaN: nobody quoted that side yet. */
export type QuoteSide = {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  size: Float64Array;
};
export type QuoteMinutes = {
  symbol: string;
  date: LocalDate;
  slots: Int16Array;
  bid: QuoteSide;
  ask: QuoteSide;
};

export type ReplayData = {
  daily: readonly DailyBars[];
  trades: readonly TradeMinutes[];
  quotes: readonly QuoteMinutes[];
  actions: readonly CorporateAction[];
};

export type ReplayFile =
  | { kind: "DAILY"; symbol: string }
  | { kind: "TRADES" | "QUOTES"; symbol: string; date: LocalDate }
  | { kind: "ACTIONS" };

const SYMBOL = "[A-Z][A-Z0-9.-]{0,9}";
const DAILY_FILE = new RegExp(`^daily/(${SYMBOL})\\.csv$`);
const MINUTE_FILE = new RegExp(`^minute/(${SYMBOL})-(\\d{4}-\\d{2}-\\d{2})-(trades|quotes)\\.csv$`);
const ONE_SYMBOL = new RegExp(`^${SYMBOL}$`);

/** What a file of the folder holds, by its path within it; null when it is none of ours. */
export function replayFileOf(path: string): ReplayFile | null {
  if (path === "actions.csv") return { kind: "ACTIONS" };
  const daily = DAILY_FILE.exec(path);
  if (daily?.[1]) return { kind: "DAILY", symbol: daily[1] };
  const minute = MINUTE_FILE.exec(path);
  if (!minute?.[1] || !minute[2]) return null;
  const date = minute[2] as LocalDate;
  if (!tradingDayOn(date)) throw new AppError("FILE_REFUSED", `${path}: ${date} is not a trading day.`);
  return { kind: minute[3] === "trades" ? "TRADES" : "QUOTES", symbol: minute[1], date };
}

const PRICE = /^\d{1,7}(\.\d{1,4})?$/;
const SHARES = /^\d{1,12}$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d):00$/;
/** A side that is quoted without a size is taken to show one round lot. */
const SIZE_UNTOLD = 100;

function readPrice(text: string, name: string, refuse: Refuse): number {
  if (!PRICE.test(text)) return refuse(`${name} must be a price in dollars with at most four decimals`);
  const value = Math.round(Number(text) * 10_000);
  return value > 0 ? value : refuse(`${name} must be above zero`);
}

const readShares = (text: string, name: string, refuse: Refuse): number =>
  SHARES.test(text) ? Number(text) : refuse(`${name} must be a whole number of shares`);

function readSlot(text: string, before: number, refuse: Refuse): number {
  const time = TIME.exec(text);
  if (!time) return refuse("time must be the start of a minute, such as 09:30:00");
  const slot = Number(time[1]) * 60 + Number(time[2]);
  return slot > before ? slot : refuse("times must rise from row to row");
}

function readTradingDate(text: string, before: string, refuse: Refuse): LocalDate {
  let date: LocalDate;
  try {
    date = localDate(text);
  } catch {
    return refuse("date must look like 2013-10-07");
  }
  if (!tradingDayOn(date)) return refuse(`${date} is not a trading day`);
  return date > before ? date : refuse("dates must rise from row to row");
}

function readSpan(cells: readonly string[], refuse: Refuse) {
  const [open = "", high = "", low = "", close = "", volume = ""] = cells;
  const span = {
    open: readPrice(open, "open", refuse),
    high: readPrice(high, "high", refuse),
    low: readPrice(low, "low", refuse),
    close: readPrice(close, "close", refuse),
    volume: readShares(volume, "volume", refuse),
  };
  if (span.low > Math.min(span.open, span.close) || span.high < Math.max(span.open, span.close)) {
    return refuse("open and close must lie between low and high");
  }
  return span;
}

export function parseDaily(file: string, symbol: string, text: string): DailyBars {
  const rows: DailyRow[] = [];
  for (const { cells, refuse } of readRows(file, text, "date,open,high,low,close,volume")) {
    const date = readTradingDate(cells[0] ?? "", rows.at(-1)?.date ?? "", refuse);
    rows.push({ date, ...readSpan(cells.slice(1), refuse) });
  }
  return { symbol, rows };
}

export function parseTrades(file: string, symbol: string, date: LocalDate, text: string): TradeMinutes {
  const rows: ({ slot: number } & Omit<DailyRow, "date">)[] = [];
  for (const { cells, refuse } of readRows(file, text, "time,open,high,low,close,volume")) {
    const slot = readSlot(cells[0] ?? "", rows.at(-1)?.slot ?? -1, refuse);
    rows.push({ slot, ...readSpan(cells.slice(1), refuse) });
  }
  return {
    symbol,
    date,
    slots: Int16Array.from(rows, (row) => row.slot),
    open: Float64Array.from(rows, (row) => row.open),
    high: Float64Array.from(rows, (row) => row.high),
    low: Float64Array.from(rows, (row) => row.low),
    close: Float64Array.from(rows, (row) => row.close),
    volume: Float64Array.from(rows, (row) => row.volume),
  };
}

type SideRow = { open: number; high: number; low: number; close: number; size: number };
const UNQUOTED: SideRow = {
  open: Number.NaN,
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
  size: SIZE_UNTOLD,
};

function readSide(cells: readonly string[], side: "bid" | "ask", before: SideRow, refuse: Refuse): SideRow {
  const priceOf = (position: number, name: string): number | null => {
    const text = cells[position] ?? "";
    return text === "" ? null : readPrice(text, `${side}_${name}`, refuse);
  };
  const [openCell, highCell] = [priceOf(0, "open"), priceOf(1, "high")];
  const [lowCell, closeCell] = [priceOf(2, "low"), priceOf(3, "close")];
  const sizeCell = cells[4] ?? "";
  const carried = Number.isNaN(before.close)
    ? (closeCell ?? lowCell ?? highCell ?? Number.NaN)
    : before.close;
  const open = openCell ?? carried;
  const close = closeCell ?? open;
  const row = {
    open,
    high: highCell ?? Math.max(open, close),
    low: lowCell ?? Math.min(open, close),
    close,
    size: sizeCell === "" ? before.size : readShares(sizeCell, `${side}_size`, refuse),
  };
  if (row.low > Math.min(open, close) || row.high < Math.max(open, close)) {
    return refuse(`${side}_open and ${side}_close must lie between ${side}_low and ${side}_high`);
  }
  return row;
}

const sideColumns = (rows: readonly SideRow[]): QuoteSide => ({
  open: Float64Array.from(rows, (row) => row.open),
  high: Float64Array.from(rows, (row) => row.high),
  low: Float64Array.from(rows, (row) => row.low),
  close: Float64Array.from(rows, (row) => row.close),
  size: Float64Array.from(rows, (row) => row.size),
});

const QUOTES_HEADER =
  "time,bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,ask_close,ask_size";

export function parseQuotes(file: string, symbol: string, date: LocalDate, text: string): QuoteMinutes {
  const slots: number[] = [];
  const bids: SideRow[] = [];
  const asks: SideRow[] = [];
  for (const { cells, refuse } of readRows(file, text, QUOTES_HEADER)) {
    slots.push(readSlot(cells[0] ?? "", slots.at(-1) ?? -1, refuse));
    bids.push(readSide(cells.slice(1, 6), "bid", bids.at(-1) ?? UNQUOTED, refuse));
    asks.push(readSide(cells.slice(6, 11), "ask", asks.at(-1) ?? UNQUOTED, refuse));
  }
  return { symbol, date, slots: Int16Array.from(slots), bid: sideColumns(bids), ask: sideColumns(asks) };
}

const ACTION_TYPES: Readonly<Record<string, CorporateAction["type"]>> = {
  cash_dividend: "CASH_DIVIDEND",
  split: "SPLIT",
};
const VALUE = /^\d{1,9}(\.\d{1,8})?$/;

export function parseActions(file: string, text: string): readonly CorporateAction[] {
  const actions: CorporateAction[] = [];
  for (const { cells, refuse } of readRows(file, text, "ex_date,symbol,type,value,prior_close")) {
    const [exDateCell = "", symbol = "", typeCell = "", value = ""] = cells;
    const exDate = readTradingDate(exDateCell, "", refuse);
    if (!ONE_SYMBOL.test(symbol)) refuse("symbol must be a ticker in capitals");
    const type = ACTION_TYPES[typeCell] ?? refuse("type must be cash_dividend or split");
    if (!VALUE.test(value) || !(Number(value) > 0)) refuse("value must be a decimal number above zero");
    actions.push({ exDate, symbol, type, value });
  }
  return actions.sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
}
