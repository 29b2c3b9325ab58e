import type { DayRun } from "@/domain/clearing/ports";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantFromDate, type LocalDate, localDateOf, toIso } from "@/domain/time/instant";
import { captureTrades, rejectedTrades } from "@/server/street/clearing-firm/capture-trades";
import { publishFiles } from "@/server/street/clearing-firm/end-of-day-files";
import { marginOfDay } from "@/server/street/clearing-firm/margin/margin-of-day";
import { keepLots } from "@/server/street/clearing-firm/keep-lots";
import { settleTrades } from "@/server/street/clearing-firm/settle-trades";
import { lastNumber } from "@/server/street/event-log";
import { dayBounds } from "@/server/street/day-bounds";
import { changeClock, nextOpen, readClock } from "@/server/street/exchange-clock";
import { type Db, readyForBulk } from "@/server/platform/db";
import type { Step } from "@/server/street/street";

/** The steps of a day's end, in order; each is one transaction, so that a restart goes on where it stopped. */
export const EOD_STEPS = ["TAPE", "CAPTURE", "SETTLE", "LOTS", "MARGIN", "FILES", "CLOCK"] as const;
export type EodStep = (typeof EOD_STEPS)[number];

/** The day that is to be ended now, and its next step; null when no day is due. */
export type DueDay = { day: LocalDate; next: EodStep };

async function stepsDone(step: Step, day: LocalDate): Promise<Set<string>> {
  const rows = await step.tx.$queryRaw<{ step: string }[]>`
    select step from street.firm_eod_step where business_date = ${day}::date`;
  return new Set(rows.map((row) => row.step));
}

/** With real time: the first trading day that has closed and was not ended, from the first day with any event. */
async function closedDay(step: Step): Promise<LocalDate | null> {
  const [row] = await step.tx.$queryRaw<{ last: string | null; first: Date | null }[]>`
    select (select max(business_date)::text from street.firm_eod_step where step = 'CLOCK') as last,
      (select min(exchange_at) from street.event where seq = 1 and party in ('VENUES', 'CLEARING', 'BANK')) as first`;
  const day = row?.last
    ? exchangeCalendar.nextTradingDay(row.last as LocalDate)
    : row?.first && exchangeCalendar.addTradingDays(localDateOf(instantFromDate(row.first)), 0);
  if (!day) return null;
  const bounds = dayBounds(day, step.street.env.EXCHANGE_HOURS);
  return bounds && bounds.close <= step.now ? day : null;
}

/** With virtual time: the clock's day, once it stands at the ceiling. */
const dayAtCeiling = ({ clock, now }: Step): LocalDate | null =>
  clock && now >= clock.ceiling ? localDateOf(clock.ceiling) : null;

export async function dueDay(step: Step): Promise<DueDay | null> {
  const isReal = step.street.env.EXCHANGE_CLOCK === "real";
  const day = isReal ? await closedDay(step) : dayAtCeiling(step);
  if (!day) return null;
  const done = await stepsDone(step, day);
  const next = EOD_STEPS.find((candidate) => !done.has(candidate));
  return next ? { day, next } : null;
}

/** How far the latest day's end has come. */
export async function dayRun(db: Db): Promise<DayRun | null> {
  const rows = await db.$queryRaw<{ business_date: string; step: string; done_at: Date }[]>`
    select business_date::text, step, done_at from street.firm_eod_step
    where business_date = (select max(business_date) from street.firm_eod_step where step <> 'BEGIN')`;
  const day = rows[0]?.business_date;
  if (day === undefined) return null;
  const doneAt = new Map(rows.map((row) => [row.step, instantFromDate(row.done_at)]));
  return {
    businessDate: day as LocalDate,
    steps: EOD_STEPS.map((step) => ({ step, doneAt: doneAt.get(step) ?? null })),
  };
}

export async function markDone(step: Step, day: LocalDate, done: EodStep): Promise<void> {
  await step.tx.$executeRaw`
    insert into street.firm_eod_step (business_date, step) values (${day}::date, ${done}) on conflict do nothing`;
}

/** Writes the day's files and says that they are there. */
async function announceFiles(step: Step, day: LocalDate): Promise<void> {
  const files = await publishFiles(step, day);
  step.events.add("CLEARING", {
    kind: "EOD_READY",
    businessDate: day,
    nextSession: exchangeCalendar.nextTradingDay(day),
    venueSeq: await lastNumber(step.tx, "VENUES"),
    files,
    at: toIso(step.now),
  });
}

/**
 * Sends the clock to the next open. It stays at the close when nothing drives it (it is paused and no run leads
 * further) and when the market's data end with this day. Returns whether it moved.
 */
async function moveOn(step: Step, day: LocalDate, isDriven: boolean): Promise<boolean> {
  const wall = step.street.clock.now();
  const { rate, runUntil, ceiling } = await readClock(step.tx, wall);
  const next = nextOpen(day, step.street.env.EXCHANGE_HOURS);
  const { lastDay } = step.street.market;
  if (lastDay !== null && next.day > lastDay) {
    if (runUntil !== null) await changeClock(step.tx, wall, { runUntil: null });
    return false;
  }
  if (rate === 0 && !isDriven && (runUntil === null || runUntil <= ceiling)) return false;
  const isThere = runUntil === null || runUntil <= next.open;
  await changeClock(step.tx, wall, {
    at: next.open,
    ceiling: next.close,
    ...(isThere ? { runUntil: null } : {}),
  });
  return true;
}

/**
 * Does the next step of a day's end, which is not its tape: that one is read by the cycle. `isDriven` means that
 * somebody wants to be past this day. Returns false when there is nothing to do but wait.
 */
export async function workEndOfDay(step: Step, { day, next }: DueDay, isDriven: boolean): Promise<boolean> {
  await readyForBulk(step.tx);
  switch (next) {
    case "TAPE":
      return false;
    case "CAPTURE":
      await captureTrades(step, await rejectedTrades(step, 1_000));
      break;
    case "SETTLE":
      await settleTrades(step, day);
      break;
    case "LOTS":
      await keepLots(step, day);
      break;
    case "MARGIN":
      await marginOfDay(step, day);
      break;
    case "FILES":
      await announceFiles(step, day);
      break;
    case "CLOCK":
      if (step.street.env.EXCHANGE_CLOCK === "virtual" && !(await moveOn(step, day, isDriven))) return false;
      // The day's moments are over: nobody will ask again what was taken in them.
      await step.tx.$executeRaw`delete from street.taken_liquidity`;
      break;
  }
  await markDone(step, day, next);
  return true;
}
