import type { LotMethod } from "@/domain/tax/lot-methods";
import { FAULT_DIALS } from "@/domain/clearing/faults";
import { PARTIES } from "@/domain/clearing/parties";
import { hashText, mix, unit } from "@/domain/market/hash";
import type { ScriptRowInput } from "@/domain/market/script-row";
import { exchangeCalendar } from "@/domain/time/calendar";
import {
  type Instant,
  instantAt,
  type LocalDate,
  localDate,
  localDateOf,
  plus,
  toIso,
} from "@/domain/time/instant";
import type { Ask, FaultWindow, Kill, Moment, Plan, Wish } from "@/scripts/faults/plan";
import { LINE_FAULTS } from "@/server/platform/faulty-line";

/** Two days before a month's end, so that many plans see its fees. */
export const FIRST_DAY = localDate("2026-06-29");
export const PEOPLE = 5;
export const SYMBOLS = ["F", "T", "HPQ"] as const;
type Symbol = (typeof SYMBOLS)[number];
/** What the scripted stocks cost at the beginning, in cents. */
export const FIRST_PRICES: Readonly<Record<Symbol, number>> = { F: 1_000, T: 2_500, HPQ: 2_250 };

const MOST_DAYS = 3;
const MOMENTS_A_DAY = { least: 2, more: 4 };
const MINUTE = 60_000;
const SESSION_MINUTES = 385;
const MOST_STATEMENTS = 250;
const FAULTS = [...FAULT_DIALS, ...LINE_FAULTS];
/** What makes a day's files useless. */
const FILE_FAULTS = ["DOWN", "TRUNCATED_FILE", "ALTERED_FILE", "MISSING", "OTHER_DAY"] as const;

/** Choices that follow from a seed alone. */
export class Dice {
  #turn: number;

  constructor(seed: number, purpose: string) {
    this.#turn = mix(hashText(purpose), seed);
  }

  number(): number {
    this.#turn = mix(this.#turn, 1);
    return this.#turn >>> 0;
  }

  /** In [0, 1). */
  share(): number {
    return unit(this.number());
  }

  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  isOneIn(many: number): boolean {
    return this.below(many) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const dollars = (cents: number): string => (cents / 100).toFixed(2);

type Placed = { name: string; who: number; price: number; isGroup: boolean };

/** Draws one plan; what it has drawn so far decides on what can be asked for next. */
class Drawing {
  readonly #dice: Dice;
  readonly #prices: Record<Symbol, number> = { ...FIRST_PRICES };
  readonly #placed: Placed[] = [];
  #asks = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed, "days of faults");
  }

  moments(): Moment[] {
    const moments: Moment[] = [];
    let day: LocalDate = FIRST_DAY;
    const days = 1 + this.#dice.below(MOST_DAYS);
    for (let turn = 0; turn < days; turn++) {
      const many = MOMENTS_A_DAY.least + this.#dice.below(MOMENTS_A_DAY.more + 1);
      const minutes = Array.from({ length: many }, () => 1 + this.#dice.below(SESSION_MINUTES)).toSorted(
        (a, b) => a - b,
      );
      for (const minute of minutes) {
        const at = plus(instantAt(day, "09:30"), minute * MINUTE + this.#dice.below(MINUTE));
        const last = moments.at(-1)?.at ?? 0;
        moments.push(this.#moment(`m${moments.length}`, at > last ? at : plus(last as Instant, 1_000)));
      }
      day = exchangeCalendar.nextTradingDay(day);
    }
    return moments;
  }

  #moment(name: string, at: Instant): Moment {
    const quotes = SYMBOLS.flatMap((symbol) => (this.#dice.below(3) > 0 ? this.#move(symbol, at) : []));
    const many = 1 + this.#dice.below(7);
    // Many moments belong to one person who asks for more than there is; the others to everybody.
    const only = this.#dice.isOneIn(2) ? this.#dice.below(PEOPLE) : null;
    const asks = Array.from({ length: many }, () => this.#ask(only ?? this.#dice.below(PEOPLE)));
    return { name, at, quotes, asks, rounds: this.#dice.below(4) };
  }

  /** A new quote, and a print at it through which orders at rest may fill. */
  #move(symbol: Symbol, at: Instant): ScriptRowInput[] {
    const price = Math.max(500, Math.round(this.#prices[symbol] * (0.97 + this.#dice.share() * 0.06)));
    this.#prices[symbol] = price;
    const size = 100 * (1 + this.#dice.below(20));
    return [
      {
        kind: "QUOTE",
        symbol,
        from: toIso(at),
        bid: dollars(price - 1),
        ask: dollars(price + 1),
        bidSize: size,
        askSize: size,
        others: this.#dice.isOneIn(2) ? "NOTHING" : "ONE_TICK_WORSE",
      },
      { kind: "PRINT", symbol, at: toIso(plus(at, 1_000)), price: dollars(price), size: size * 3 },
    ];
  }

  #ask(who: number): Ask {
    const name = `a${this.#asks++}`;
    return { name, who, twice: this.#dice.isOneIn(6), wish: this.#wish(name, who) };
  }

  #wish(name: string, who: number): Wish {
    const dice = this.#dice;
    const roll = dice.below(100);
    const own = this.#placed.filter((placed) => placed.who === who);
    if (roll < 12 && own.length > 0) return { kind: "CANCEL", of: dice.pick(own).name };
    if (roll < 22 && own.length > 0) {
      const { name: of, price } = dice.pick(own);
      const terms = dice.isOneIn(2)
        ? { quantity: String(20 + dice.below(150)) }
        : { limitPrice: dollars(Math.round(price * (0.97 + dice.share() * 0.06))) };
      return { kind: "REPLACE", of, terms };
    }
    if (roll < 27)
      return { kind: "DEPOSIT", amount: dollars(10_000 + dice.below(90_000)), isReturned: dice.isOneIn(2) };
    if (roll < 33) return { kind: "WITHDRAW", amount: dollars(5_000 + dice.below(150_000)) };
    if (roll < 35) return { kind: "BUST", die: dice.number() };
    if (roll < 37) return { kind: "CORRECT", die: dice.number() };
    if (roll < 39) return { kind: "PLAN", plan: dice.isOneIn(2) ? "LEVEL_II" : "BASIC" };
    const symbol = dice.pick(SYMBOLS);
    const isGroup = roll < 51;
    this.#placed.push({ name, who, price: this.#prices[symbol], isGroup });
    return isGroup
      ? { kind: "GROUP", terms: this.#group(symbol) }
      : { kind: "PLACE", terms: this.#order(symbol) };
  }

  /** Orders are as large as the scarce cash of one person allows, or larger. */
  #shares(symbol: Symbol, side: "BUY" | "SELL"): number {
    if (side === "SELL") return 10 + this.#dice.below(120);
    return Math.max(1, Math.round((20_000 + this.#dice.below(180_000)) / this.#prices[symbol]));
  }

  #order(symbol: Symbol): Record<string, unknown> {
    const dice = this.#dice;
    const side = dice.below(5) < 3 ? "BUY" : "SELL";
    const price = this.#prices[symbol];
    const near = (worst: number) => dollars(Math.round(price * (1 + (dice.share() - 0.5) * worst)));
    const shares = this.#shares(symbol, side);
    const method = side === "SELL" ? methodBy(shares) : null;
    const terms = { symbol, side, quantity: String(shares), ...(method ? { lots: { method } } : {}) };
    const roll = dice.below(10);
    if (roll < 4) return { ...terms, type: "MARKET", timeInForce: "DAY" };
    if (roll < 5) return { ...terms, type: "LIMIT", timeInForce: "IOC", limitPrice: near(0.02) };
    if (roll < 6) return { ...terms, type: "STOP", timeInForce: "GTC", stopPrice: this.#stop(price, side) };
    if (roll < 7 && side === "BUY")
      return {
        symbol,
        side,
        type: "NOTIONAL",
        timeInForce: "DAY",
        amount: dollars(5_000 + dice.below(90_000)),
      };
    return { ...terms, type: "LIMIT", timeInForce: dice.pick(["DAY", "GTC"]), limitPrice: near(0.04) };
  }

  #stop(price: number, side: "BUY" | "SELL"): string {
    const away = 0.005 + this.#dice.share() * 0.02;
    return dollars(Math.round(price * (side === "BUY" ? 1 + away : 1 - away)));
  }

  #group(symbol: Symbol): Record<string, unknown> {
    const dice = this.#dice;
    const price = this.#prices[symbol];
    const exits = {
      takeProfit: { limitPrice: dollars(Math.round(price * (1.01 + dice.share() * 0.03))) },
      stopLoss: { stopPrice: dollars(Math.round(price * (0.99 - dice.share() * 0.03))) },
      exitTimeInForce: dice.pick(["DAY", "GTC"]),
    };
    if (dice.isOneIn(3)) {
      const shares = this.#shares(symbol, "SELL");
      const exitLots = methodBy(shares);
      return {
        kind: "OCO",
        side: "SELL",
        symbol,
        quantity: String(shares),
        ...exits,
        ...(exitLots ? { exitLots } : {}),
      };
    }
    const entry = dice.isOneIn(2)
      ? { type: "MARKET" }
      : { type: "LIMIT", limitPrice: dollars(Math.round(price * 1.005)), timeInForce: "DAY" };
    return {
      kind: "BRACKET",
      side: "BUY",
      symbol,
      quantity: String(this.#shares(symbol, "BUY")),
      entry,
      ...exits,
    };
  }
}

/** How a sale of so many shares chooses its lots: told by its size, so that what else is drawn stays as it was. */
const methodBy = (shares: number): LotMethod | null =>
  ([null, "LIFO", "HIFO", "LOWEST_TAX"] as const)[shares % 4] ?? null;

function drawFaults(seed: number, moments: readonly Moment[]): FaultWindow[] {
  const dice = new Dice(seed, "faults");
  const windows = Array.from({ length: 2 + dice.below(6) }, (_, turn) => {
    const from = dice.below(moments.length);
    return {
      name: `f${turn}`,
      from,
      to: from + 1 + dice.below(4),
      party: dice.isOneIn(3) ? ("ALL" as const) : dice.pick(PARTIES),
      fault: dice.pick(FAULTS),
      share: dice.isOneIn(3) ? 1 : 0.3 + dice.share() * 0.6,
    };
  });
  // The files are fetched in the first moment of the day after: that is a small target.
  const morning = moments.findIndex(({ at }, place) => {
    const before = moments[place - 1];
    return before !== undefined && localDateOf(before.at) < localDateOf(at);
  });
  if (morning < 0 || dice.isOneIn(2)) return windows;
  const fault = dice.pick(FILE_FAULTS);
  const to = morning + 1 + dice.below(3);
  return [
    ...windows,
    { name: `f${windows.length}`, from: morning, to, party: "CLEARING", fault, share: 0.5 },
  ];
}

function drawKills(seed: number, moments: number): Kill[] {
  const dice = new Dice(seed, "kills");
  const victims = ["APP", "DATABASE_WORKER", "DATABASE"] as const;
  return Array.from({ length: 2 + dice.below(2) }, (_, turn) => ({
    name: `k${turn}`,
    moment: dice.below(moments),
    // The first one goes through all of them, seed by seed.
    victim: turn === 0 ? (victims[seed % victims.length] ?? "APP") : dice.pick(victims),
    afterStatements: 1 + dice.below(MOST_STATEMENTS),
  }));
}

/** One seed of four has something to kill. */
const hasKills = (seed: number): boolean => seed % 4 === 3;

/** The plan of a seed: the same seed draws the same. */
export function drawPlan(seed: number): Plan {
  const moments = new Drawing(seed).moments();
  return {
    seed,
    moments,
    faults: drawFaults(seed, moments),
    kills: hasKills(seed) ? drawKills(seed, moments.length) : [],
  };
}
