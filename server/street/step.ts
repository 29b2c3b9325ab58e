import { type Instant, type LocalDate, localDateOf } from "@/domain/time/instant";
import { BULK, type Tx } from "@/server/platform/db";
import { EventLog } from "@/server/street/event-log";
import { readClock } from "@/server/street/exchange-clock";
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

/** The last day whose tape has been read to the close, and the last one that has been begun. */
async function daysDone(tx: Tx): Promise<Pick<Step, "endedDay" | "begunDay">> {
  const [row] = await tx.$queryRaw<{ ended: string | null; begun: string | null }[]>`
    select max(business_date) filter (where step = 'TAPE')::text as ended,
      max(business_date) filter (where step = 'BEGIN')::text as begun
    from street.firm_eod_step`;
  return {
    endedDay: (row?.ended ?? null) as LocalDate | null,
    begunDay: (row?.begun ?? null) as LocalDate | null,
  };
}

async function exchangeNow(street: Street, tx: Tx): Promise<Instant> {
  if (street.env.EXCHANGE_CLOCK === "real") return street.clock.now();
  return (await readClock(tx, street.clock.now())).now;
}

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
    const now = await exchangeNow(street, tx);
    const days = await daysDone(tx);
    const events = new EventLog();
    const outcome = await work({ street, tx, now, today: localDateOf(now), ...days, events });
    await events.write(tx);
    return outcome;
  };
  // Nobody knows before the lock is taken whether it is a day's end.
  return street.db.$transaction(run, BULK);
}
