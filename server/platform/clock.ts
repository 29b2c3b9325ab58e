import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, type LocalDate, localDateOf } from "@/domain/time/instant";
import type { Db } from "@/server/platform/db";

/** Where exchange time stands and how it moves; `ceiling` may not be passed before the street has ended the day. */
export type ClockState = {
  exchangeNow: Instant;
  wallNow: Instant;
  rate: number;
  ceiling: Instant | null;
  runUntil: Instant | null;
};

/**
 * Two times, never mixed. `now` is wall time: sessions, tokens, signatures, rate limits. `exchangeNow` is the
 * street's time: orders, books, papers.
 */
export interface Clock {
  now(): Instant;
  exchangeNow(): Promise<Instant>;
  exchangeToday(): Promise<LocalDate>;
  state(): Promise<ClockState>;
  /** Forget the cached row: the next question reads the database. */
  refresh(): void;
}

export type ClockRow = {
  anchorExchange: Date;
  anchorWall: Date;
  rate: number;
  ceiling: Date;
  runUntil: Date | null;
};

/** Exchange time of a clock row at a wall instant: flows at its rate from the anchor, stops at the ceiling. */
export function exchangeTime(row: ClockRow, wallNow: number): Instant {
  const flowed = row.anchorExchange.getTime() + (wallNow - row.anchorWall.getTime()) * row.rate;
  return instant(Math.floor(Math.min(Math.max(flowed, row.anchorExchange.getTime()), row.ceiling.getTime())));
}

const CACHE_MS = 200;

export function wallClock(): Instant {
  return instant(Date.now());
}

/** Real exchange time: both clocks are the machine's. */
export function realClock(): Clock {
  return {
    now: wallClock,
    exchangeNow: async () => wallClock(),
    exchangeToday: async () => localDateOf(wallClock()),
    state: async () => ({
      exchangeNow: wallClock(),
      wallNow: wallClock(),
      rate: 1,
      ceiling: null,
      runUntil: null,
    }),
    refresh: () => {},
  };
}

/**
 * Virtual exchange time, kept in platform.exchange_clock and cached for 200 ms. Throws if the row is missing. `wall` is
 * another wall time than the machine's, for who drives a world through it.
 */
export function virtualClock(db: Db, wall: () => Instant = wallClock): Clock {
  let cached: { row: ClockRow; until: number } | null = null;
  let reading: Promise<ClockRow> | null = null;

  async function row(): Promise<ClockRow> {
    if (cached && Date.now() < cached.until) return cached.row;
    reading ??= db.exchangeClock
      .findUniqueOrThrow({ where: { id: 1 } })
      .then((found) => {
        cached = { row: found, until: Date.now() + CACHE_MS };
        return found;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  }

  return {
    now: wall,
    exchangeNow: async () => exchangeTime(await row(), wall()),
    exchangeToday: async () => localDateOf(exchangeTime(await row(), wall())),
    async state() {
      const found = await row();
      const wallNow = wall();
      return {
        exchangeNow: exchangeTime(found, wallNow),
        wallNow,
        rate: found.rate,
        ceiling: instant(found.ceiling.getTime()),
        runUntil: found.runUntil && instant(found.runUntil.getTime()),
      };
    },
    refresh() {
      cached = null;
    },
  };
}

/** The open of the last trading day that has begun by now: where a new world's exchange time starts. */
export function lastOpenBefore(at: Instant): Instant {
  let day = localDateOf(at);
  for (;;) {
    const session = exchangeCalendar.session(day);
    if (session && session.open <= at) return session.open;
    day = exchangeCalendar.previousTradingDay(day);
  }
}
