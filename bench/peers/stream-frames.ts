import { syntheticMarket } from "@/domain/market/synthetic";
import type { MarketData } from "@/domain/market/types";
import { type Instant, instantAt, localDate, plus } from "@/domain/time/instant";
import { quoteAt, quotesFrame } from "@/server/market";

/** What both servers of the stream bench send: watch lists of ten, half a second of the market at a time. */
export const WATCH_LISTS = 25;
const SYMBOLS_A_LIST = 10;
const STEP_MS = 500;
/** A minute of a morning, again and again. */
const STEPS = 120;
const START = instantAt(localDate("2026-07-14"), "10:00");

export const instantOfStep = (step: number): Instant => plus(START, (step % STEPS) * STEP_MS);

export function watchLists(market: MarketData): string[][] {
  const symbols = market.instruments().map(({ symbol }) => symbol);
  return Array.from({ length: WATCH_LISTS }, (_, list) =>
    Array.from(
      { length: SYMBOLS_A_LIST },
      (_, n) => symbols[(list * 7 + n * 13) % symbols.length] ?? "",
    ).sort(),
  );
}

/** The frames of all steps, made beforehand, by watch list: exactly the bytes that the portal's board makes. */
export function readyFrames(seed: string): Buffer[][] {
  const market = syntheticMarket(seed);
  const keyAt = (symbol: string, step: number) => {
    const { at: _, ...quote } = quoteAt(market, symbol, instantOfStep(step));
    return JSON.stringify(quote);
  };
  return watchLists(market).map((symbols) =>
    Array.from({ length: STEPS }, (_, step) => {
      const changed = symbols.filter((symbol) => keyAt(symbol, step) !== keyAt(symbol, step + STEPS - 1));
      return quotesFrame(
        changed.map((symbol) => JSON.stringify(quoteAt(market, symbol, instantOfStep(step)))),
      );
    }),
  );
}
