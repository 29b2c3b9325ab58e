import {
  EXCHANGES,
  fromPrice,
  type Level,
  type MarketData,
  type Mic,
  MOMENT_MS,
  momentOf,
  type TickPrice,
} from "@/domain/market/types";
import type { Price } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, localDateOf, plus, toIso } from "@/domain/time/instant";

export type JudgedFill = {
  symbol: string;
  venue: Mic;
  side: "BUY" | "SELL";
  shares: number;
  price: Price;
  at: Instant;
  /** MARKET: against what is displayed or printed. PRINCIPAL: a fraction, from the market maker's own account. */
  kind: "MARKET" | "PRINCIPAL" | "OPEN" | "CLOSE";
};

/** Shares that customers took: displayed at a venue in a moment, or on the TAPE in the prints of an instant. */
export type Taking = {
  symbol: string;
  place: Mic | "TAPE";
  side: "BUY" | "SELL";
  price: Price;
  moment: number;
  shares: number;
};

const PRINTS_OF_AN_INSTANT = 1_000;
const MINUTE = 60_000;

const sumBy = <T>(items: readonly T[], keyOf: (item: T) => string, of: (item: T) => number) => {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + of(item));
  return sums;
};

const levelsOf = (side: "BUY" | "SELL", quote: { bids: readonly Level[]; asks: readonly Level[] }) =>
  side === "BUY" ? quote.asks : quote.bids;

/** The exchanges' quotes are protected; the market maker's is not (17 CFR 242.600, "protected bid"). */
const isProtected = (venue: Mic): boolean => EXCHANGES.some((exchange) => exchange === venue);

/**
 * Holds a day's fills against the market that stood when they happened, and says in sentences what should not have
 * been; an empty list is what the venues owe us. Judged apart from the venues' own code:
 *
 * - no more was taken than a venue displayed at a price in a moment, or than was printed at an instant;
 * - every share that filled outside an auction was taken so, once;
 * - no fill is worse than a price at which a protected venue still displayed shares that no customer had taken in
 *   that moment (Rule 611). Single-priced auctions are excepted, as in 611(b)(3);
 * - an auction's fills have its price, and are no more than it traded.
 *
 * `takenUntil` is the instant at which the takings were read: fills after its moment are not counted against them.
 */
export function judgeFills(
  market: MarketData,
  fills: readonly JudgedFill[],
  takings: readonly Taking[],
  takenUntil: Instant = instant(Number.MAX_SAFE_INTEGER),
): string[] {
  const taken = new Map(
    sumBy(
      takings,
      ({ symbol, place, side, price, moment }) => `${symbol} ${place} ${side} ${fromPrice(price)} ${moment}`,
      ({ shares }) => shares,
    ),
  );
  return [
    ...takings.flatMap((taking) => beyondShown(market, taking)),
    ...unaccounted(
      fills.filter(({ at }) => momentOf(at) <= momentOf(takenUntil)),
      takings,
    ),
    ...fills.flatMap((fill) => tradedThrough(market, taken, fill)),
    ...(["OPEN", "CLOSE"] as const).flatMap((which) => beyondAuction(market, which, fills)),
  ];
}

function beyondShown(market: MarketData, { symbol, place, side, price, moment, shares }: Taking): string[] {
  const at = fromPrice(price);
  let shown = 0;
  if (place === "TAPE") {
    const prints = market.prints(symbol, instant(moment - 1), instant(moment), PRINTS_OF_AN_INSTANT);
    for (const print of prints) if (print.price === at) shown += print.size;
  } else {
    const quote = market.quote(symbol, place, instant(moment * MOMENT_MS));
    shown = (quote ? levelsOf(side, quote) : []).find((level) => level.price === at)?.size ?? 0;
  }
  if (shares <= shown) return [];
  return [`${side} ${symbol}: ${shares} taken of ${shown} at ${price.toFixed()}, ${place} ${moment}`];
}

/** Shares filled and shares taken must be the same shares, moment by moment. */
function unaccounted(fills: readonly JudgedFill[], takings: readonly Taking[]): string[] {
  const filled = sumBy(
    fills.filter(({ kind }) => kind === "MARKET"),
    ({ symbol, side, at }) => `${side} ${symbol} ${momentOf(at)}`,
    ({ shares }) => shares,
  );
  const taken = sumBy(
    takings,
    ({ symbol, side, place, moment }) =>
      `${side} ${symbol} ${place === "TAPE" ? momentOf(instant(moment)) : moment}`,
    ({ shares }) => shares,
  );
  return [...new Set([...filled.keys(), ...taken.keys()])].flatMap((key) => {
    const [had, took] = [filled.get(key) ?? 0, taken.get(key) ?? 0];
    return had === took ? [] : [`${key}: ${had} shares filled, ${took} were taken`];
  });
}

function tradedThrough(market: MarketData, taken: ReadonlyMap<string, number>, fill: JudgedFill): string[] {
  if (fill.kind === "OPEN" || fill.kind === "CLOSE") return [];
  const { symbol, side, at } = fill;
  const paid = fromPrice(fill.price);
  const isBetter = (price: TickPrice) => (side === "BUY" ? price < paid : price > paid);
  return market
    .book(symbol, at)
    .filter(({ venue }) => isProtected(venue))
    .flatMap((quote) =>
      levelsOf(side, quote).filter(
        ({ price, size }) =>
          isBetter(price) &&
          size > (taken.get(`${symbol} ${quote.venue} ${side} ${price} ${momentOf(at)}`) ?? 0),
      ),
    )
    .slice(0, 1)
    .map(
      ({ price, size }) =>
        `${side} ${fill.shares} ${symbol} at ${fill.price.toFixed()} on ${fill.venue}, ${toIso(at)}: traded through ${size} at ${price / 10_000}`,
    );
}

function beyondAuction(market: MarketData, which: "OPEN" | "CLOSE", fills: readonly JudgedFill[]): string[] {
  const held = fills.filter(({ kind }) => kind === which);
  const keyOf = ({ symbol, side, at }: JudgedFill) => `${side} ${symbol} ${toIso(at)}`;
  const sums = sumBy(held, keyOf, ({ shares }) => shares);
  return held.flatMap((fill) => {
    const { symbol, price, at } = fill;
    // An opening order that comes after the open has the next day's: each fill is held against its own day's auction.
    const day = localDateOf(at);
    const session = exchangeCalendar.session(day);
    if (!session || at !== (which === "OPEN" ? session.open : session.close))
      return [`${keyOf(fill)}: there is no ${which} then`];
    const from = which === "OPEN" ? session.open : plus(session.close, -MINUTE);
    const minute = market.bars(symbol, "1m", from, plus(from, MINUTE))[0];
    const one = which === "OPEN" ? minute?.open : market.close(symbol, day);
    const shares = sums.get(keyOf(fill)) ?? 0;
    if (fromPrice(price) !== one)
      return [`${keyOf(fill)}: ${price.toFixed()} is not the price of the ${which}`];
    return shares <= (minute?.volume ?? 0)
      ? []
      : [`${keyOf(fill)}: ${shares} filled of ${minute?.volume} in the ${which}`];
  });
}
