import { fillMinute, minutePrints } from "@/domain/market/minute-prints";
import { blankShape, type Listing, type Tape, type TapeSource } from "@/domain/market/tape";
import { SLOT_MS, type TradingDay, tradingDayOn } from "@/domain/market/trading-days";
import { type Auction, type AuctionKind, tickPrice } from "@/domain/market/types";
import { instant, type LocalDate } from "@/domain/time/instant";

const session = blankShape();

/** The first (or last) minute of the session with trades; null when the tape has none. */
function tradedSlot(tape: Tape, day: TradingDay, kind: AuctionKind): number | null {
  const isOpen = kind === "OPEN";
  const end = isOpen ? day.closeSlot : day.openSlot - 1;
  for (let slot = isOpen ? day.openSlot : day.closeSlot - 1; slot !== end; slot += isOpen ? 1 : -1) {
    if ((tape.trades.volume[slot] as number) > 0) return slot;
  }
  return null;
}

function openingTime(tape: Tape, listing: Listing, day: TradingDay, slot: number): number {
  fillMinute(tape, listing, slot);
  return day.midnight + slot * SLOT_MS + (minutePrints.offset[0] as number);
}

/**
 * The opening or closing auction of a listed stock. The open is at the day's first trade and its price; the close at
 * the session's end, at the official close. The volume is that of the minute that tells it. Null over the counter, and
 * on days without trades.
 */
export function auctionOf(
  source: TapeSource,
  symbol: string,
  date: LocalDate,
  kind: AuctionKind,
): Auction | null {
  const listing = source.listing(symbol);
  const day = tradingDayOn(date);
  if (!listing || !day || listing.instrument.kind === "OTC") return null;
  if (!source.daily(listing, day, session)) return null;
  const { open } = session;
  const tape = source.tape(listing, day);
  const slot = tape ? tradedSlot(tape, day, kind) : null;
  const volume = tape && slot !== null ? (tape.trades.volume[slot] as number) : 0;
  if (kind === "CLOSE") {
    const close = source.close(listing, day);
    return close === null ? null : { at: day.close, price: tickPrice(close), volume };
  }
  const at = tape && slot !== null ? openingTime(tape, listing, day, slot) : day.open;
  return { at: instant(at), price: tickPrice(open), volume };
}
