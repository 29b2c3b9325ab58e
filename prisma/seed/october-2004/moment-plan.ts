import type { Standing } from "@/prisma/seed/october-2004/books";
import type { Trader } from "@/prisma/seed/october-2004/customers";
import type { Draws } from "@/prisma/seed/october-2004/draws";
import { MOST_SHARES } from "@/prisma/seed/october-2004/month";
import { type MarketData, tickPrice, toPrice, type VenueQuote } from "@/domain/market/types";
import { type Instant, plus } from "@/domain/time/instant";

/** An order as its customer writes it, and by whom. */
export type PlannedOrder = {
  trader: number;
  given: Record<string, string | boolean | object> & { symbol: string };
};

export type Scene = {
  /** Names the moment: its day and its number. */
  name: string;
  at: Instant;
  orders: number;
  /** Shares that the moment's orders are to trade, about. */
  shares: number;
  /** No more shares than these may be asked for together. */
  limit: number;
  /** Whether orders may wait for the closing auction. */
  allowsClose: boolean;
  traders: readonly Trader[];
  standings: ReadonlyMap<string, Standing>;
  /** How likely an order of somebody who holds something is a sale. */
  sales: number;
  market: MarketData;
  symbols: readonly SymbolWeight[];
  draws: Draws;
};

export type SymbolWeight = { symbol: string; weight: number };

/** What a market order may cost more than the quote says (the collar of 15c3-5, and fees). */
const ROOM = 1.08;
const LEAST_SHARES = 100;
const LOOK_BACK_MS = 30 * 86_400_000;
/** Dollars of an order in a stock that is not cheap. */
const DEAR_ORDER = 4_000;
const CHEAP = 50_000;
/** Shares a day: a stock that trades fewer is none for orders of thousands. */
const LEAST_VOLUME = 11_000_000;

/** As many symbols as the month's customers trade, those under $5 weighed by how much they trade. */
export function symbolsOf(market: MarketData, at: Instant, recorded: ReadonlySet<string>): SymbolWeight[] {
  return market.instruments().flatMap(({ symbol, kind }) => {
    const nbbo = market.nbbo(symbol, at);
    const ask = nbbo?.ask;
    if (!ask || kind === "OTC") return [];
    if (ask.price < CHEAP) {
      // The more it trades and the cheaper it is, the better liked.
      const bars = market.bars(symbol, "1d", plus(at, -LOOK_BACK_MS), at);
      const volume = bars.reduce((sum, bar) => sum + bar.volume, 0) / Math.max(1, bars.length);
      return volume < LEAST_VOLUME ? [] : [{ symbol, weight: Math.sqrt(volume) / ask.price }];
    }
    return recorded.has(symbol) ? [{ symbol, weight: 0 }] : [];
  });
}

/** The first of a list of weights that a share of their sum falls on. */
function picked<T extends { weight: number }>(list: readonly T[], share: number): T | undefined {
  let left = share * list.reduce((sum, { weight }) => sum + weight, 0);
  return list.find(({ weight }) => (left -= weight) < 0) ?? list.at(-1);
}

/** Who is at his screen at this moment: the more active, the more often; nobody twice. */
function present({ traders, name, draws }: Scene): Trader[] {
  return traders
    .map((trader) => ({
      trader,
      key: -Math.log(1 - draws.share(name, "present", trader.index)) / trader.activity,
    }))
    .sort((a, b) => a.key - b.key || a.trader.index - b.trader.index)
    .map(({ trader }) => trader);
}

/** The moment's orders: at most one a customer, none above what he seems to have. */
export function planMoment(scene: Scene): PlannedOrder[] {
  const planned: PlannedOrder[] = [];
  let left = scene.shares;
  let allowed = scene.limit;
  for (const trader of present(scene)) {
    const open = scene.orders - planned.length;
    if (open <= 0) break;
    const mean = Math.max(LEAST_SHARES, left / open);
    const order = orderOf(scene, trader, mean);
    if (!order) continue;
    const shares = Number(order.given.quantity);
    if (shares > allowed) continue;
    left -= shares;
    allowed -= shares;
    planned.push(order);
  }
  return planned;
}

const roundLot = (shares: number): number => Math.floor(Math.min(MOST_SHARES, shares) / 100) * 100;

function orderOf(scene: Scene, trader: Trader, mean: number): PlannedOrder | null {
  const { draws, name, standings } = scene;
  const standing = standings.get(trader.accountId);
  if (!standing) return null;
  const size = mean * Math.exp(0.6 * draws.deviate(name, "size", trader.index) - 0.1);
  const sells = draws.share(name, "side", trader.index) < scene.sales;
  const [first, second] = sells ? [sale, purchase] : [purchase, sale];
  return first(scene, trader, standing, size) ?? second(scene, trader, standing, size);
}

function sale(scene: Scene, trader: Trader, { positions }: Standing, size: number): PlannedOrder | null {
  const lots = positions.filter(({ sellable }) => sellable >= LEAST_SHARES);
  if (lots.length === 0) return null;
  const best = lots.reduce((a, b) => (Math.abs(a.sellable - size) <= Math.abs(b.sellable - size) ? a : b));
  const most = best.sellable <= size * 1.6 ? best.sellable : size;
  const shares = roundLot(most);
  return shares < LEAST_SHARES
    ? null
    : { trader: trader.index, given: termsOf(scene, trader, best.symbol, "SELL", shares) };
}

function purchase(scene: Scene, trader: Trader, standing: Standing, size: number): PlannedOrder | null {
  const { draws, name, market, at, symbols } = scene;
  const { index } = trader;
  const cheap = symbols.filter(({ weight }) => weight > 0);
  const dear = symbols.filter(({ weight }) => weight === 0);
  const isDear = dear.length > 0 && draws.share(name, "dear", index) < 0.1;
  const chosen = isDear
    ? dear[draws.below(dear.length, name, "which", index)]
    : picked(cheap, draws.share(name, "which", index));
  const ask = chosen && market.nbbo(chosen.symbol, at)?.ask;
  if (!ask) return null;
  const price = ask.price / 10_000;
  const budget = standing.settled + (trader.isImpatient ? standing.unsettled : 0);
  const wanted = isDear ? Math.min(size, DEAR_ORDER / price) : size;
  const affordable = budget / (price * ROOM);
  const shares = isDear ? Math.floor(Math.min(wanted, affordable)) : roundLot(Math.min(wanted, affordable));
  if (shares < (isDear ? 1 : LEAST_SHARES)) return null;
  return { trader: index, given: termsOf(scene, trader, chosen.symbol, "BUY", shares) };
}

/** A price so many ticks from a quote, the better for the customer the more. */
function priced(side: "BUY" | "SELL", quote: number, ticks: number): string {
  const tick = quote >= 10_000 ? 100 : 1;
  const whole = Math.max(1, Math.round(quote / tick) + (side === "BUY" ? -ticks : ticks));
  return toPrice(tickPrice(whole * tick)).toFixed();
}

/** One of the exchanges that show the best price of the other side, the more likely the more they show there. */
function directVenue(book: readonly VenueQuote[], side: "BUY" | "SELL", share: number): string | null {
  const shown = book.flatMap(({ venue, asks, bids }) => {
    const level = (side === "BUY" ? asks : bids)[0];
    return level && venue !== "RSHM" ? [{ venue, price: level.price as number, weight: level.size }] : [];
  });
  const prices = shown.map(({ price }) => price);
  const best = side === "BUY" ? Math.min(...prices) : Math.max(...prices);
  const atBest = shown.filter(({ price }) => price === best);
  return picked(atBest, share)?.venue ?? null;
}

/**
 * How the customer words it. RushTrade's customers choose their venue themselves for every third order or so; others go
 * by DART at the market or through it, wait for the close, at a limit or at a stop.
 */
function termsOf(
  scene: Scene,
  trader: Trader,
  symbol: string,
  side: "BUY" | "SELL",
  shares: number,
): PlannedOrder["given"] {
  const { draws, name, market, at } = scene;
  const { index, accountId } = trader;
  const base = { accountId, clientOrderId: `${name}-${index}`, symbol, side, quantity: String(shares) };
  const nbbo = market.nbbo(symbol, at);
  const far = side === "BUY" ? nbbo?.ask : nbbo?.bid;
  const near = side === "BUY" ? nbbo?.bid : nbbo?.ask;
  const atMarket = { ...base, type: "MARKET", timeInForce: "DAY" };
  if (!far || !near) return atMarket;
  const roll = draws.share(name, "kind", index);
  const away = 1 + draws.below(4, name, "away", index);
  if (roll < 0.3 && scene.allowsClose) return { ...base, type: "MARKET", timeInForce: "CLS" };
  if (roll < 0.38)
    return { ...base, type: "LIMIT", timeInForce: "DAY", limitPrice: priced(side, far.price, -away) };
  if (roll < 0.42)
    return { ...base, type: "LIMIT", timeInForce: "DAY", limitPrice: priced(side, near.price, away - 1) };
  if (roll < 0.45 && side === "SELL")
    return { ...base, type: "STOP", timeInForce: "DAY", stopPrice: priced(side, near.price, -3 * away) };
  const venue =
    roll < 0.8 ? directVenue(market.book(symbol, at), side, draws.share(name, "venue", index)) : null;
  if (venue === null) return atMarket;
  const route = { kind: "DIRECT", venue, onProtected: "SLIDE" };
  return { ...base, type: "LIMIT", timeInForce: "DAY", limitPrice: priced(side, far.price, -away), route };
}
