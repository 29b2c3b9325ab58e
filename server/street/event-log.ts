import type { BankEvent, FirmEvent } from "@/domain/clearing/messages";
import type { Party } from "@/domain/clearing/parties";
import type { VenueEvent } from "@/domain/routing/messages";
import type { Tx } from "@/server/platform/db";

export type StreetEventOf = { VENUES: VenueEvent; CLEARING: FirmEvent; BANK: BankEvent };

/**
 * Collects what a step has to tell and writes it at the step's end, numbered from the last number of each party.
 * Only the one runner of the cycle writes events, so the numbers are in commit order and have no gap.
 */
export class EventLog {
  readonly #added: { party: Party; event: VenueEvent | FirmEvent | BankEvent }[] = [];

  add<P extends Party>(party: P, event: StreetEventOf[P]): void {
    this.#added.push({ party, event });
  }

  /** How many of one party's have been added and not written yet. */
  added(party: Party): number {
    return this.#added.filter((entry) => entry.party === party).length;
  }

  get size(): number {
    return this.#added.length;
  }

  /** Writes all that was added, in the order of adding. Call once, in the step's transaction. */
  async write(tx: Tx): Promise<void> {
    if (this.#added.length === 0) return;
    const rows = this.#added.map(({ party, event }, index) => ({
      party,
      place: index,
      kind: event.kind,
      payload: event,
      at: event.at,
    }));
    // The last numbers are read once, before: asked row by row they would wade through the rows just written.
    await tx.$executeRaw`
      with last as materialized (
        select party, (select max(e.seq) from street.event e where e.party = parties.party) as seq
        from (values ('VENUES'), ('CLEARING'), ('BANK')) as parties(party))
      insert into street.event (party, seq, kind, payload, exchange_at)
      select added.party,
        coalesce(last.seq, 0) + row_number() over (partition by added.party order by added.place),
        added.kind, added.payload, added.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as added(party text, place int, kind text, payload jsonb, at timestamptz)
      left join last on last.party = added.party`;
  }
}

/** The number of a party's newest event; 0 when there is none. */
export async function lastNumber(tx: Tx, party: Party): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: bigint | null }[]>`
    select max(seq) as last from street.event where party = ${party}`;
  return Number(row?.last ?? 0);
}
