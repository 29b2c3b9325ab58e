import { hashText, mix, unit } from "@/domain/market/hash";
import { EXCHANGES, type Instrument, type Mic, tickPrice, toPrice } from "@/domain/market/types";
import { InvariantError } from "@/domain/errors";
import { price } from "@/domain/money/money";
import { orderGroupInput } from "@/domain/orders/order-group-input";
import { orderInput } from "@/domain/orders/order-input";
import { type Instant, instantFromDate, plus } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import { placeOrderGroup } from "@/server/orders/place-group";
import { placeOrder } from "@/server/orders/place-order";
import type { OrderView } from "@/server/orders/views";
import type { JudgedFill, Taking } from "@/server/orders/testing/judge-fills";
import { at, steeredWorld, SYMBOL, type SteeredWorld } from "@/server/orders/testing/steered-world";

const ACCOUNTS = 30;
const SYMBOLS = 20;
/** Orders placed at once, as by so many people. */
const HANDS = 6;
/** Between the two halves of a batch: the next moment's displayed shares. */
const NEXT_MOMENT_MS = 300;
const MOST_VALUE = 900_000;

export type DayOfOrders = {
  world: SteeredWorld;
  placed: number;
  denied: number;
  /** Kinds of orders that were accepted, such as "STOP DAY" or "LIMIT FOK DIRECT". */
  kinds: Set<string>;
  fills: JudgedFill[];
  takings: Taking[];
  /** When the takings were read: the day's end, which forgets them, comes a second later. */
  takenUntil: Instant;
};

type Trader = Awaited<ReturnType<SteeredWorld["customer"]>>;
type Request = { trader: Trader; given: Record<string, unknown>; isGroup: boolean };
/** A seeded choice: the same order of the same day draws the same. */
type Draw = (below: number) => number;

const drawsOf = (index: number): Draw => {
  let turn = mix(hashText("a day of orders"), index);
  return (below) => {
    turn = mix(turn, 1);
    return Math.floor(unit(turn) * below);
  };
};

const TIME_OF_BATCH = { first: at("09:31"), last: at("15:52") };

/** Before the open, then over the whole session. */
const batchTimes = (batches: number): Instant[] => {
  const { first, last } = TIME_OF_BATCH;
  const step = (last - first) / (batches - 2);
  return [
    at("09:20"),
    ...Array.from({ length: batches - 1 }, (_, turn) => plus(first, Math.round(turn * step))),
  ];
};

/**
 * Lives through a trading day on which `orders` orders of every kind are placed in batches, many of them at the same
 * moment for the same stocks, and ends the day. What is drawn is the same every time.
 */
export async function dayOfOrders(orders: number, batches: number): Promise<DayOfOrders> {
  const world = await steeredWorld(at("09:15"));
  const { deps, database } = world;
  const all = deps.market.instruments().filter(({ kind, symbol }) => kind !== "OTC" && symbol !== SYMBOL);
  const symbols = Array.from({ length: SYMBOLS }, (_, n) => all[Math.floor((n * all.length) / SYMBOLS)]);
  const traders: Trader[] = [];
  for (let n = 0; n < ACCOUNTS; n++) traders.push(await world.customer("50000000.00"));
  const day: DayOfOrders = {
    world,
    placed: 0,
    denied: 0,
    kinds: new Set(),
    fills: [],
    takings: [],
    takenUntil: at("15:59:59"),
  };
  let drawn = 0;
  for (const [turn, when] of batchTimes(batches).entries()) {
    for (const moment of [when, plus(when, NEXT_MOMENT_MS)]) {
      await world.to(moment);
      const isLast = turn === batches - 1 && moment !== when;
      const upTo = isLast
        ? orders
        : Math.floor((orders * (2 * turn + (moment === when ? 1 : 2))) / (2 * batches));
      const held = await sharesOf(world);
      const requests: Request[] = [];
      for (let count = day.placed; count < upTo; ) {
        const request = requestOf(world, traders, symbols, held, moment, drawsOf(drawn++));
        requests.push(request);
        count += request.isGroup ? 2 : 1;
      }
      await placeAll(world, requests, day);
      await settle(world);
    }
  }
  await world.to(day.takenUntil);
  day.takings = await takingsOf(database);
  await world.to(plus(at("16:00"), 1));
  await settle(world);
  day.fills = await fillsOf(world);
  return day;
}

/** Orders start runs of the pump, of which the last may be under way: after it one of our own, to the end. */
async function settle({ settle: run }: SteeredWorld): Promise<void> {
  await run();
  await run();
}

async function placeAll({ deps }: SteeredWorld, requests: Request[], day: DayOfOrders): Promise<void> {
  const waiting = requests.toReversed();
  const hand = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { actor } = next.trader;
      const views = next.isGroup
        ? await placeOrderGroup(deps, actor, orderGroupInput.parse(next.given))
        : [await placeOrder(deps, actor, orderInput.parse(next.given))];
      for (const view of views) {
        day.placed++;
        if (view.status === "DENIED") day.denied++;
        else day.kinds.add(kindOf(view));
      }
    }
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
}

const kindOf = ({ groupRole, type, timeInForce, directTo }: OrderView): string =>
  `${groupRole ?? type} ${timeInForce} ${directTo ? "DIRECT" : "SMART"}`;

/** What each account may sell at this moment, by account and symbol; the caller takes from it. */
async function sharesOf({ deps }: SteeredWorld): Promise<Map<string, number>> {
  const rows = await deps.db.position.findMany();
  return new Map(
    rows.map((row) => [
      `${row.accountId} ${row.symbol}`,
      Math.floor(row.settled.plus(row.unsettled).minus(row.reserved).toNumber()),
    ]),
  );
}

function requestOf(
  { deps }: SteeredWorld,
  traders: readonly Trader[],
  symbols: readonly (Instrument | undefined)[],
  held: Map<string, number>,
  now: Instant,
  draw: Draw,
): Request {
  const trader = traders[draw(traders.length)];
  const instrument = symbols[draw(symbols.length)];
  if (!trader || !instrument) throw new InvariantError("there is nobody, or nothing, to trade");
  const { symbol } = instrument;
  const last = deps.market.last(symbol, now)?.price ?? tickPrice(100_000);
  const key = `${trader.accountId} ${symbol}`;
  const mayShares = Math.min(draw(8) === 0 ? 6_000 : 1 + draw(900), Math.floor(MOST_VALUE / (last / 10_000)));
  const stock = held.get(key) ?? 0;
  const isSale = stock > 0 && draw(2) === 0;
  const shares = Math.max(1, isSale ? Math.min(mayShares, stock) : mayShares);
  if (isSale) held.set(key, stock - shares);
  const scene = {
    instrument,
    side: isSale ? "SELL" : "BUY",
    shares,
    last,
    beforeOpen: now < at("09:30"),
    draw,
  } as const;
  const given = termsOf(scene);
  const named = { accountId: trader.accountId, symbol, clientOrderId: newId() };
  return { trader, given: { ...named, ...given }, isGroup: "kind" in given };
}

type Scene = {
  instrument: Instrument;
  side: "BUY" | "SELL";
  shares: number;
  last: number;
  beforeOpen: boolean;
  draw: Draw;
};

/** A price so many ticks better (below zero: worse) for the order than the last one, as people write it. */
function priced({ side, last }: Scene, worse: number): string {
  const tick = last >= 10_000 ? 100 : 1;
  const ticks = Math.max(1, Math.round(last / tick) + (side === "BUY" ? worse : -worse));
  return toPrice(tickPrice(ticks * tick)).toFixed();
}

function directRoute({ instrument, draw }: Scene): Record<string, unknown> {
  const venues: Mic[] = EXCHANGES.filter((venue) => instrument.venues.includes(venue));
  return {
    route: { kind: "DIRECT", venue: venues[draw(venues.length)], onProtected: draw(2) ? "SLIDE" : "CANCEL" },
  };
}

/** One order's terms, or a group's: every kind has its share of a hundred. */
function termsOf(scene: Scene): Record<string, unknown> {
  const { side, shares, draw, beforeOpen } = scene;
  const single = { side, quantity: String(shares), timeInForce: "DAY" };
  const maybeDirect = draw(2) ? directRoute(scene) : {};
  const away = 1 + draw(12);
  const roll = draw(100);
  if (roll < 18) return { ...single, type: "MARKET" };
  if (roll < 28) return { ...single, type: "MARKET", ...directRoute(scene) };
  if (roll < 45) return { ...single, type: "LIMIT", limitPrice: priced(scene, draw(16) - 10) };
  if (roll < 60)
    return { ...single, type: "LIMIT", limitPrice: priced(scene, draw(16) - 8), ...directRoute(scene) };
  if (roll < 68)
    return {
      ...single,
      ...maybeDirect,
      type: "LIMIT",
      timeInForce: "IOC",
      limitPrice: priced(scene, draw(8) - 2),
    };
  if (roll < 74)
    return {
      ...single,
      ...maybeDirect,
      type: "LIMIT",
      timeInForce: "FOK",
      limitPrice: priced(scene, draw(8)),
    };
  if (roll < 79) return { ...single, type: "STOP", stopPrice: priced(scene, away) };
  if (roll < 83)
    return {
      ...single,
      type: "STOP_LIMIT",
      stopPrice: priced(scene, away),
      limitPrice: priced(scene, away + draw(4)),
    };
  if (roll < 87)
    return {
      ...single,
      type: "TRAILING_STOP",
      trail: { by: "AMOUNT", value: scene.last >= 10_000 ? `0.${away + 9}` : "0.01" },
    };
  if (roll < 90) return { ...single, type: "MARKET", quantity: `${Math.min(shares, 40)}.25`, side: "BUY" };
  if (roll < 92)
    return { type: "NOTIONAL", amount: `${100 + draw(5_000)}.00`, timeInForce: "DAY", side: "BUY" };
  if (roll < 94) return { ...single, type: "MARKET", timeInForce: beforeOpen ? "OPG" : "CLS" };
  if (side === "SELL") return sellGroup(scene, away);
  return buyGroup(scene, away);
}

const whole = ({ shares }: Scene) => ({ quantity: String(shares), exitTimeInForce: "DAY" });

function sellGroup(scene: Scene, away: number): Record<string, unknown> {
  return {
    ...whole(scene),
    kind: "OCO",
    side: "SELL",
    takeProfit: { limitPrice: priced(scene, -away) },
    stopLoss: { stopPrice: priced(scene, away) },
  };
}

function buyGroup(scene: Scene, away: number): Record<string, unknown> {
  const entry = scene.draw(2)
    ? { type: "MARKET" }
    : { type: "LIMIT", limitPrice: priced(scene, -2), timeInForce: "DAY" };
  const profit = priced(scene, away + 6);
  if (scene.draw(3) === 0)
    return { ...whole(scene), kind: "OTO", side: "BUY", entry, then: { type: "LIMIT", limitPrice: profit } };
  return {
    ...whole(scene),
    kind: "BRACKET",
    side: "BUY",
    entry,
    takeProfit: { limitPrice: profit },
    stopLoss: { stopPrice: priced(scene, -away - 6) },
  };
}

async function takingsOf(database: SteeredWorld["database"]): Promise<Taking[]> {
  const rows = await database.street.$queryRaw<
    { symbol: string; venue: string; side: "BUY" | "SELL"; price: string; moment: bigint; taken: number }[]
  >`select symbol, venue, side, price::text as price, moment, taken::float8 as taken from street.taken_liquidity`;
  return rows.map(({ venue, price: at, moment, taken, ...row }) => ({
    ...row,
    place: venue as Taking["place"],
    price: price(at),
    moment: Number(moment),
    shares: taken,
  }));
}

/** All fills of the day. The market maker's are of fractions here: no stock in it is traded over the counter. */
async function fillsOf({ deps }: SteeredWorld): Promise<JudgedFill[]> {
  const rows = await deps.db.execution.findMany({ include: { order: { select: { timeInForce: true } } } });
  return rows.map((row) => ({
    symbol: row.symbol,
    venue: row.venue as Mic,
    side: row.side as JudgedFill["side"],
    shares: row.quantity.toNumber(),
    price: price(row.price.toFixed()),
    at: instantFromDate(row.executedAt),
    kind: kindOfFill(row.venue, row.order.timeInForce),
  }));
}

function kindOfFill(venue: string, timeInForce: string): JudgedFill["kind"] {
  if (timeInForce === "OPG") return "OPEN";
  if (timeInForce === "CLS") return "CLOSE";
  return venue === "RSHM" ? "PRINCIPAL" : "MARKET";
}
