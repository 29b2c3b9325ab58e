import { CATALOGUE_ROWS, type CatalogueRow } from "@/domain/market/catalogue-data";
import { EXCHANGES, type Instrument } from "@/domain/market/types";

/** A listing with the figures that the synthetic market is made from. */
export type CatalogueEntry = {
  instrument: Instrument;
  /** Ten-thousandths of a dollar, near the beginning of 2026. */
  anchor: number;
  /** Of a year, as a ratio. */
  volatility: number;
  beta: number;
  /** Shares a day. */
  dailyVolume: number;
  /** Ten-thousandths of a dollar a share and year; 0 = pays none. */
  dividend: number;
};

const DOLLAR = 10_000;
/** House rule: a stock this cheap or this quiet is hard to borrow. */
const EASY_TO_BORROW_PRICE = 5;
const EASY_TO_BORROW_VOLUME = 1_000_000;

function entryOf(row: CatalogueRow): CatalogueEntry {
  const [symbol, name, kind, sector, primaryListing, price, volatility, beta, dailyVolume, dividend] = row;
  const listed = kind !== "OTC";
  return {
    instrument: Object.freeze({
      symbol,
      name,
      kind,
      sector,
      primaryListing,
      venues: listed ? EXCHANGES : [primaryListing],
      easyToBorrow: listed && price >= EASY_TO_BORROW_PRICE && dailyVolume >= EASY_TO_BORROW_VOLUME,
      fractionable: listed && price >= 1,
      listedFrom: null,
      listedTo: null,
    }),
    anchor: Math.round(price * DOLLAR),
    volatility,
    beta,
    dailyVolume,
    dividend: Math.round(dividend * DOLLAR),
  };
}

/**
 * Every instrument that we know by name, in the order of its symbol. Real listings, and RSHF: the stock of
 * RushTrade's own parent, quoted over the counter by the market maker alone.
 */
export const CATALOGUE: readonly CatalogueEntry[] = CATALOGUE_ROWS.map(entryOf).sort((a, b) =>
  a.instrument.symbol < b.instrument.symbol ? -1 : 1,
);

const bySymbol = new Map(CATALOGUE.map((entry) => [entry.instrument.symbol, entry]));

export const catalogueEntry = (symbol: string): CatalogueEntry | null => bySymbol.get(symbol) ?? null;
