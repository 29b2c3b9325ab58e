import type { RunTarget } from "@/domain/clearing/desk-inputs";
import { AppError, invariant } from "@/domain/errors";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, type LocalDate, localDateOf, toIso } from "@/domain/time/instant";
import { type ClockRow, exchangeTime } from "@/server/platform/clock";
import type { Db, Tx } from "@/server/platform/db";
import type { Env } from "@/server/platform/env";
import { publish } from "@/server/platform/news";
import { dayBounds, type ExchangeHours } from "@/server/street/day-bounds";

/**
 * The exchange clock of a virtual world: one row of platform.exchange_clock that only the street moves. It flows from
 * its anchor at its rate up to the ceiling, the session's close, where it waits until the day has been ended; then it
 * goes straight to the next open. Each statement here keeps it from running backwards, whoever else moves it, as far
 * as the wall clocks of the machines agree.
 */
export type ClockNow = { now: Instant; rate: number; ceiling: Instant; runUntil: Instant | null };

export type Rate = 0 | 1 | 10 | 60;

/** Makes the clock if there is none: at `start` if that lies within a session, else at the next open; rate 1. */
export async function ensureExchangeClock(
  db: Db,
  env: Pick<Env, "EXCHANGE_CLOCK" | "EXCHANGE_HOURS">,
  start: Instant,
): Promise<void> {
  if (env.EXCHANGE_CLOCK !== "virtual") return;
  let day = localDateOf(start);
  let session = dayBounds(day, env.EXCHANGE_HOURS);
  while (!session || start >= session.close) {
    day = exchangeCalendar.nextTradingDay(day);
    session = dayBounds(day, env.EXCHANGE_HOURS);
  }
  const from = toIso(instant(Math.max(start, session.open)));
  await db.$executeRaw`
    insert into platform.exchange_clock (id, anchor_exchange, anchor_wall, rate, ceiling)
    values (1, ${from}::timestamptz, clock_timestamp(), 1, ${toIso(session.close)}::timestamptz)
    on conflict (id) do nothing`;
}

/** The clock's row as raw SQL reads it. */
export type ClockColumns = {
  anchor_exchange: Date;
  anchor_wall: Date;
  rate: number;
  ceiling: Date;
  run_until: Date | null;
};

/** Where the clock stands at a wall instant. */
export async function readClock(tx: Tx | Db, wall: Instant): Promise<ClockNow> {
  const [row] = await tx.$queryRaw<ClockColumns[]>`
    select anchor_exchange, anchor_wall, rate, ceiling, run_until from platform.exchange_clock where id = 1`;
  invariant(row, "a virtual world has an exchange clock");
  return clockAt(row, wall);
}

/** The same of a row that has been read. */
export function clockAt(row: ClockColumns, wall: Instant): ClockNow {
  const clock: ClockRow = {
    anchorExchange: row.anchor_exchange,
    anchorWall: row.anchor_wall,
    rate: row.rate,
    ceiling: row.ceiling,
    runUntil: row.run_until,
  };
  return {
    now: exchangeTime(clock, wall),
    rate: row.rate,
    ceiling: instant(row.ceiling.getTime()),
    runUntil: row.run_until && instant(row.run_until.getTime()),
  };
}

/** How the clock is to go on; what is left out stays. `at` is where it shall stand: earlier than now means now. */
export type ClockChange = { at?: Instant; rate?: Rate; ceiling?: Instant; runUntil?: Instant | null };

/** Sets the clock: never before where it is, never past its ceiling, and the ceiling never comes down. */
export async function changeClock(tx: Tx | Db, wall: Instant, change: ClockChange): Promise<void> {
  const at = change.at === undefined ? null : toIso(change.at);
  const ceiling = change.ceiling === undefined ? null : toIso(change.ceiling);
  const keepsTarget = change.runUntil === undefined;
  const target = change.runUntil ? toIso(change.runUntil) : null;
  await tx.$executeRaw`
    update platform.exchange_clock set
      anchor_exchange = least(greatest(ceiling, ${ceiling}::timestamptz), greatest(
        anchor_exchange,
        least(ceiling, anchor_exchange + (${toIso(wall)}::timestamptz - anchor_wall) * rate),
        ${at}::timestamptz)),
      anchor_wall = ${toIso(wall)}::timestamptz,
      rate = coalesce(${change.rate ?? null}::float8, rate),
      ceiling = greatest(ceiling, ${ceiling}::timestamptz),
      run_until = case when ${keepsTarget} then run_until else ${target}::timestamptz end,
      version = version + 1
    where id = 1`;
  await publish(tx, "clock", "moved");
}

/** The first open after a trading day, and when that day is ended. */
export function nextOpen(
  day: LocalDate,
  hours: ExchangeHours,
): { day: LocalDate; open: Instant; close: Instant } {
  const next = exchangeCalendar.nextTradingDay(day);
  const bounds = dayBounds(next, hours);
  invariant(bounds, "a trading day has a session");
  return { day: next, open: bounds.open, close: bounds.close };
}

/** The instant that a run leads to, from the session that the clock is in. CONFLICT for an hour that is not lived through. */
export function runTarget(target: RunTarget, ceiling: Instant, hours: ExchangeHours): Instant {
  const today = localDateOf(ceiling);
  if (target === "CLOSE") return ceiling;
  if (target === "OPEN" || target === "AFTER_HOURS") {
    const session = exchangeCalendar.session(today);
    if (!session || hours === "regular")
      throw new AppError("CONFLICT", "This exchange opens and closes with its regular hours.");
    return target === "OPEN" ? session.open : session.close;
  }
  if (target === "NEXT_DAY") return nextOpen(today, hours).open;
  return nextOpen(exchangeCalendar.lastTradingDay(today), hours).open;
}
