import type { MarketData, TickPrice } from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type LocalDate, plus } from "@/domain/time/instant";

/** An auction's one price, and the shares that traded in it. */
export type Auction = { price: TickPrice; volume: number };

const OPENING_MINUTE = 60_000;

/**
 * The opening or the closing auction of a day: the opening price with the first minute's volume, the official close
 * with the last minute's. Null for a stock that does not trade on the day.
 */
export function auctionOf(
  market: MarketData,
  symbol: string,
  day: LocalDate,
  which: "OPEN" | "CLOSE",
): Auction | null {
  const session = exchangeCalendar.session(day);
  if (!session) return null;
  const from = which === "OPEN" ? session.open : plus(session.close, -OPENING_MINUTE);
  const [minute] = market.bars(symbol, "1m", from, plus(from, OPENING_MINUTE));
  if (!minute) return null;
  if (which === "OPEN") return { price: minute.open, volume: minute.volume };
  const close = market.close(symbol, day);
  return close === null ? null : { price: close, volume: minute.volume };
}
