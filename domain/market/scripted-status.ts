import { bandFor } from "@/domain/market/luld";
import { leverageOf, luldTier } from "@/domain/market/luld-tiers";
import { nearestTick } from "@/domain/market/price-grid";
import { type SymbolScript, windowAt } from "@/domain/market/script-index";
import type { ScriptQuote } from "@/domain/market/script-row";
import { tradingDayOn } from "@/domain/market/trading-days";
import {
  type Auction,
  type AuctionKind,
  type Halt,
  type MarketData,
  type MarketStatus,
  type PriceBands,
  type TickPrice,
  tickPrice,
} from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, type LocalDate, localDateOf, type LocalTime } from "@/domain/time/instant";

/** Status, price bands and auctions of a market that rows are laid over. */

/** The middle of a scripted quote, or the one side that it has. */
export function middleOf(quote: ScriptQuote): TickPrice | null {
  const middle = ((quote.bid ?? quote.ask ?? 0) + (quote.ask ?? quote.bid ?? 0)) / 2;
  return middle > 0 ? tickPrice(nearestTick(middle)) : null;
}

function haltOf(script: SymbolScript, at: Instant): Halt | null {
  const row = windowAt(script.halts, at);
  if (!row) return null;
  return { code: row.code, since: instant(row.from), until: row.isEndKnown ? instant(row.to) : null };
}

/** A scripted halt stands before everything; a scripted quote shows that its stock trades. */
export function scriptedStatus(
  base: MarketData,
  script: SymbolScript,
  symbol: string,
  at: Instant,
): MarketStatus | null {
  const below = base.status(symbol, at);
  if (!below) return null;
  const halt = haltOf(script, at) ?? (windowAt(script.quotes, at) ? null : below.halt);
  return { phase: below.phase, halt };
}

const clockOf = (minutes: number): LocalTime => {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}` as LocalTime;
};

/** None in a scripted halt; while a quote stands, those around its middle, for it takes the place of the trades. */
export function scriptedBands(
  base: MarketData,
  script: SymbolScript,
  symbol: string,
  at: Instant,
  previousClose: TickPrice | null,
): PriceBands | null {
  if (windowAt(script.halts, at)) return null;
  const quote = windowAt(script.quotes, at);
  if (!quote) return base.bands(symbol, at);
  const instrument = base.instrument(symbol);
  const tier = instrument && luldTier(instrument);
  const reference = middleOf(quote);
  const session = base.status(symbol, at)?.phase === "OPEN" ? sessionOf(at) : null;
  if (!tier || !session || reference === null || previousClose === null) return null;
  const bands = bandFor({
    tier,
    previousClose,
    reference,
    leverage: leverageOf(symbol),
    time: session.time,
    close: session.close,
  });
  return bands && { lower: bands.lower, upper: bands.upper, reference };
}

function sessionOf(at: Instant): { time: LocalTime; close: LocalTime } | null {
  const day = tradingDayOn(localDateOf(at));
  if (!day) return null;
  return { time: clockOf(Math.floor((at - day.midnight) / 60_000)), close: clockOf(day.closeSlot) };
}

type Laid = Pick<MarketData, "prints" | "close">;

/**
 * A session that rows touch opens at its first print, or at the middle of a quote that stands at the open; it has no
 * closing auction when the stock is halted at the close. `laid` is the market with the rows.
 */
export function scriptedAuction(
  base: MarketData,
  script: SymbolScript,
  laid: Laid,
  symbol: string,
  date: LocalDate,
  kind: AuctionKind,
): Auction | null {
  const below = base.auction(symbol, date, kind);
  const session = exchangeCalendar.session(date);
  const instrument = base.instrument(symbol);
  if (!session || !instrument || instrument.kind === "OTC") return below;
  const touched = { from: kind === "OPEN" ? session.open : session.close - 1, to: session.close };
  const isTouched =
    script.hidden.some((window) => window.from < touched.to && window.to > touched.from) ||
    script.prints.some((print) => print.at >= session.open && print.at < session.close);
  if (!isTouched) return below;
  return kind === "OPEN"
    ? openingOf(script, laid, symbol, session)
    : closingOf(script, laid, symbol, date, session.close);
}

function openingOf(
  script: SymbolScript,
  laid: Laid,
  symbol: string,
  { open, close }: { open: Instant; close: Instant },
): Auction | null {
  const quote = windowAt(script.halts, open) ? null : windowAt(script.quotes, open);
  const middle = quote && middleOf(quote);
  if (quote && middle !== null)
    return { at: open, price: middle, volume: Math.min(quote.bidSize, quote.askSize) };
  const [first] = laid.prints(symbol, instant(open - 1), instant(close - 1), Number.POSITIVE_INFINITY);
  return first ? { at: first.at, price: first.price, volume: first.size } : null;
}

function closingOf(
  script: SymbolScript,
  laid: Laid,
  symbol: string,
  date: LocalDate,
  close: Instant,
): Auction | null {
  const atClose = instant(close - 1);
  const price = laid.close(symbol, date);
  if (windowAt(script.halts, atClose) || price === null) return null;
  const quote = windowAt(script.quotes, atClose);
  const [last] = laid.prints(symbol, instant(close - 60_000), atClose, 1);
  const volume = last?.size ?? (quote ? Math.min(quote.bidSize, quote.askSize) : 0);
  return { at: close, price, volume };
}
