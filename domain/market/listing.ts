import { roundLot } from "@/domain/market/ticks";
import { hashText, mix } from "@/domain/market/hash";
import type { Listing, VenueSet } from "@/domain/market/tape";
import { type Instrument, type Mic, tickPrice, toPrice } from "@/domain/market/types";
import type { LocalDate } from "@/domain/time/instant";

/** The exchanges that keep a book before 9:30 and after 16:00. */
const EXTENDED_HOURS: readonly Mic[] = ["XNAS", "ARCX", "BATS", "EDGX"];
const TYPICAL_TRADE = 150;

const sets = new Map<string, VenueSet>();

function venueSet(venues: readonly Mic[], primaryListing: Mic): VenueSet {
  const key = `${venues.join()} ${primaryListing}`;
  const known = sets.get(key);
  if (known) return known;
  const subsets = Array.from({ length: 2 ** venues.length }, (_, mask) =>
    Object.freeze(venues.filter((_venue, position) => mask & (1 << position))),
  );
  const made = { venues, subsets, primary: Math.max(0, venues.indexOf(primaryListing)) };
  sets.set(key, made);
  return made;
}

/** Over-the-counter stocks are quoted in the regular session only. `dailyVolume` in shares, 0 = unknown. */
export function makeListing(instrument: Instrument, marketSeed: number, dailyVolume: number): Listing {
  const extended = instrument.venues.filter((venue) => EXTENDED_HOURS.includes(venue));
  return {
    instrument,
    seed: mix(marketSeed, hashText(instrument.symbol)),
    tradeSize: TYPICAL_TRADE + Math.sqrt(dailyVolume) / 20,
    core: venueSet(instrument.venues, instrument.primaryListing),
    extended: venueSet(extended, instrument.primaryListing),
  };
}

/**
 * Shares in a round lot on a day, the unit of displayed sizes. The day's own close stands for the prior month's
 * average (ten-thousandths of a dollar).
 */
export const displayLot = (date: LocalDate, close: number): number =>
  roundLot(toPrice(tickPrice(close)), date).toNumber();
