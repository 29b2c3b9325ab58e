import { invariant } from "@/domain/errors";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import { BULK, type Tx } from "@/server/platform/db";
import { EventLog } from "@/server/street/event-log";
import { type ClockColumns, clockAt } from "@/server/street/exchange-clock";
import type { Step, Street } from "@/server/street/street";

/** Names the street's lock among the database's advisory locks. */
const CYCLE_LOCK = 7_426_101;

const BUSY = Symbol("another runner has the lock");
export type Busy = typeof BUSY;
export const isBusy = (outcome: unknown): outcome is Busy => outcome === BUSY;

async function lock(tx: Tx, waits: boolean): Promise<boolean> {
  if (waits) {
    await tx.$executeRaw`select pg_advisory_xact_lock(${CYCLE_LOCK}::bigint)`;
    return true;
  }
  const [row] = await tx.$queryRaw<
    { taken: boolean }[]
  >`select pg_try_advisory_xact_lock(${CYCLE_LOCK}::bigint) as taken`;
  return row?.taken === true;
}

type Present = Pick<Step, "now" | "clock" | "endedDay" | "begunDay">;

/**
 * The clock, the last day whose tape has been read to the close, and the last one that has been begun: all that a step
 * begins with, in one statement, because a step that finds nothing to do is taken several times a second.
 */
async function present(street: Street, tx: Tx): Promise<Present> {
  const wall = street.clock.now();
  const [row] = await tx.$queryRaw<
    (Nullable<ClockColumns> & { ended: string | null; begun: string | null })[]
  >`
    select c.anchor_exchange, c.anchor_wall, c.rate, c.ceiling, c.run_until,
      (select business_date::text from street.firm_eod_step where step = 'TAPE'
       order by business_date desc limit 1) as ended,
      (select business_date::text from street.firm_eod_step where step = 'BEGIN'
       order by business_date desc limit 1) as begun
    from (values (1)) as one(id) left join platform.exchange_clock c using (id)`;
  const days = {
    endedDay: (row?.ended ?? null) as LocalDate | null,
    begunDay: (row?.begun ?? null) as LocalDate | null,
  };
  if (street.env.EXCHANGE_CLOCK === "real") return { now: wall, clock: null, ...days };
  invariant(row && isThere(row), "a virtual world has an exchange clock");
  const clock = clockAt(row, wall);
  return { now: clock.now, clock, ...days };
}

type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null };

const isThere = (row: Nullable<ClockColumns>): row is ClockColumns => row.anchor_exchange !== null;

/**
 * Runs one bounded piece of the cycle in a transaction under the one lock, and writes its events at the end. Says so
 * when another runner has the lock, or waits for it if asked to. All of it happens, or nothing.
 */
export async function inStep<T>(
  street: Street,
  waits: boolean,
  work: (step: Step) => Promise<T>,
): Promise<T | Busy> {
  const run = async (tx: Tx): Promise<T | Busy> => {
    if (!(await lock(tx, waits))) return BUSY;
    const begin = await present(street, tx);
    const events = new EventLog();
    const outcome = await work({ street, tx, today: localDateOf(begin.now), ...begin, events });
    await events.write(tx);
    return outcome;
  };
  // Nobody knows before the lock is taken whether it is a day's end.
  return street.db.$transaction(run, BULK);
}
