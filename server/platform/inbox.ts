import { invariant } from "@/domain/errors";
import type { Party } from "@/domain/clearing/parties";
import type { Numbered, StreetPort } from "@/domain/clearing/ports";
import { BULK, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const BATCH = 500;

type Told = { kind: string; at: string };

/**
 * How one party's events are applied. `prepare` may fetch what an event refers to before the transaction begins, and
 * says how many of the events go into it (at least one), and whether they are a whole firm's day.
 */
export type Intake<Event extends Told> = {
  party: Party;
  port: StreetPort<never, Event>;
  prepare?: (
    events: readonly Numbered<Event>[],
  ) => Promise<{ count: number; apply: (tx: Tx) => Promise<void>; isBulk?: boolean }>;
  apply: (tx: Tx, events: readonly Numbered<Event>[]) => Promise<void>;
};

/** The number of the last event of a party that has been applied. */
export async function cursorOf(deps: Deps, party: Party): Promise<number> {
  const row = await deps.db.inboundCursor.findUnique({ where: { party } });
  return Number(row?.lastSeq ?? 0);
}

/**
 * The events that follow `after` without a gap, in order, whatever order they were told in and however often; none
 * when the very next one is not among them. Throws an InvariantError when one number is given to two events.
 */
export function nextInOrder<Event>(
  events: readonly Numbered<Event>[],
  after: number,
): readonly Numbered<Event>[] {
  const bySeq = new Map<number, Numbered<Event>>();
  for (const told of events) {
    const known = bySeq.get(told.seq);
    invariant(
      !known || JSON.stringify(known.event) === JSON.stringify(told.event),
      `event ${told.seq} is told in two ways`,
    );
    bySeq.set(told.seq, told);
  }
  const next: Numbered<Event>[] = [];
  for (let told = bySeq.get(after + 1); told; told = bySeq.get(told.seq + 1)) next.push(told);
  return next;
}

/**
 * Pulls a party's next events and applies them exactly once: the events' own rows, their effects and the cursor commit
 * together or not at all. Two pullers wait for each other on the cursor, and the later one finds nothing left to do.
 * Of a page with holes, repetitions or another order, what follows without a gap is applied and the rest is asked for
 * again. Returns how many were applied.
 */
export async function pullEvents<Event extends Told>(deps: Deps, intake: Intake<Event>): Promise<number> {
  const after = await cursorOf(deps, intake.party);
  const events = nextInOrder(await intake.port.events(after, BATCH), after);
  if (events.length === 0) return 0;
  const prepared = intake.prepare ? await intake.prepare(events) : null;
  const batch = prepared ? events.slice(0, prepared.count) : events;
  if (batch.length === 0) return 0;
  const work = async (tx: Tx) => {
    if (!(await takeCursor(tx, intake.party, after))) return 0;
    await keep(tx, intake.party, batch);
    await (prepared ? prepared.apply(tx) : intake.apply(tx, batch));
    await tx.inboundCursor.update({
      where: { party: intake.party },
      data: { lastSeq: after + batch.length },
    });
    return batch.length;
  };
  return deps.db.$transaction(work, prepared?.isBulk ? BULK : undefined);
}

/** Writes the events' own rows, in one statement. */
async function keep(tx: Tx, party: Party, batch: readonly Numbered<Told>[]): Promise<void> {
  const rows = batch.map(({ seq, event }) => ({ seq, kind: event.kind, payload: event, at: event.at }));
  await tx.$executeRaw`
    insert into portal.inbound_message (party, seq, kind, payload, exchange_at)
    select ${party}, m.seq, m.kind, m.payload, m.at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as m(seq bigint, kind text, payload jsonb, at timestamptz)`;
}

/** Locks the cursor; false if somebody else has moved it since we looked. */
async function takeCursor(tx: Tx, party: Party, expected: number): Promise<boolean> {
  await tx.$executeRaw`insert into portal.inbound_cursor (party, last_seq) values (${party}, 0) on conflict do nothing`;
  const [row] = await tx.$queryRaw<{ last_seq: bigint }[]>`
    select last_seq from portal.inbound_cursor where party = ${party} for update`;
  return Number(row?.last_seq ?? -1) === expected;
}
