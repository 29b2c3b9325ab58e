import type { Party } from "@/domain/clearing/parties";
import type { Numbered, StreetPort } from "@/domain/clearing/ports";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const BATCH = 500;

type Told = { kind: string; at: string };

/**
 * How one party's events are applied. `prepare` may fetch what an event refers to before the transaction begins, and
 * says how many of the events go into it (at least one).
 */
export type Intake<Event extends Told> = {
  party: Party;
  port: StreetPort<never, Event>;
  prepare?: (
    events: readonly Numbered<Event>[],
  ) => Promise<{ count: number; apply: (tx: Tx) => Promise<void> }>;
  apply: (tx: Tx, events: readonly Numbered<Event>[]) => Promise<void>;
};

/** The number of the last event of a party that has been applied. */
export async function cursorOf(deps: Deps, party: Party): Promise<number> {
  const row = await deps.db.inboundCursor.findUnique({ where: { party } });
  return Number(row?.lastSeq ?? 0);
}

/**
 * Pulls a party's next events and applies them exactly once: the events' own rows, their effects and the cursor commit
 * together or not at all. Two pullers wait for each other on the cursor, and the later one finds nothing left to do.
 * Returns how many were applied.
 */
export async function pullEvents<Event extends Told>(deps: Deps, intake: Intake<Event>): Promise<number> {
  const after = await cursorOf(deps, intake.party);
  const events = inOrder(await intake.port.events(after, BATCH), after);
  if (events.length === 0) return 0;
  const prepared = intake.prepare ? await intake.prepare(events) : null;
  const batch = prepared ? events.slice(0, prepared.count) : events;
  if (batch.length === 0) return 0;
  return deps.db.$transaction(async (tx) => {
    if (!(await takeCursor(tx, intake.party, after))) return 0;
    await keep(tx, intake.party, batch);
    await (prepared ? prepared.apply(tx) : intake.apply(tx, batch));
    await tx.inboundCursor.update({
      where: { party: intake.party },
      data: { lastSeq: after + batch.length },
    });
    return batch.length;
  });
}

/**
 * The events that can be applied next. A sender may repeat some, or tell them in any order: what was told before is
 * left out, and behind a number that has not come yet the rest waits for the next pull.
 */
function inOrder<Event>(told: readonly Numbered<Event>[], after: number): Numbered<Event>[] {
  const bySeq = new Map(told.map((event) => [event.seq, event]));
  const next: Numbered<Event>[] = [];
  for (let seq = after + 1; ; seq++) {
    const event = bySeq.get(seq);
    if (!event) return next;
    next.push(event);
  }
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
