import type { z } from "zod";
import {
  type BankCommand,
  type BankEvent,
  bankCommand,
  type EodFileName,
  type FirmCommand,
  type FirmEvent,
  firmCommand,
} from "@/domain/clearing/messages";
import type { Party } from "@/domain/clearing/parties";
import type { Message, Numbered } from "@/domain/clearing/ports";
import { AppError, invariant } from "@/domain/errors";
import { type VenueCommand, type VenueEvent, venueCommand } from "@/domain/routing/messages";
import { type LocalDate, toIso } from "@/domain/time/instant";
import { storedBankCommand } from "@/server/street/bank/work-bank-command";
import type { Street } from "@/server/street/street";

type Commands = { VENUES: VenueCommand; CLEARING: FirmCommand; BANK: BankCommand };
type Events = { VENUES: VenueEvent; CLEARING: FirmEvent; BANK: BankEvent };

const SCHEMAS = { VENUES: venueCommand, CLEARING: firmCommand, BANK: bankCommand } as const satisfies {
  [P in Party]: z.ZodType<Commands[P]>;
};

export const MESSAGES_AT_ONCE = 500;
export const EVENTS_AT_ONCE = 1_000;

/** The doors of the outside parties. They record and read; what becomes of a request is the cycle's work. */
export interface RecordingDoors {
  /**
   * Records requests for good, each under its id: sent again, it counts once. At most 500. Throws VALIDATION when a
   * request is not of the party's form; then none is recorded.
   */
  send<P extends Party>(party: P, messages: readonly Message<Commands[P]>[]): Promise<void>;
  /** The same for what comes over the wire. */
  receive(party: Party, messages: readonly Message<unknown>[]): Promise<void>;
  /** Events with numbers above `after`, in order, at most `limit` (at most 1,000). */
  events<P extends Party>(party: P, after: number, limit: number): Promise<readonly Numbered<Events[P]>[]>;
  /** An end-of-day file as published; NOT_FOUND if there is none. */
  file(businessDate: LocalDate, name: EodFileName): Promise<string>;
}

/** A request as it is kept. */
function stored(street: Street, party: Party, given: unknown): { kind: string } {
  const parsed = SCHEMAS[party].safeParse(given);
  if (!parsed.success) {
    throw new AppError(
      "VALIDATION",
      `A request to ${party} is not of the agreed form: ${parsed.error.issues[0]?.message}`,
    );
  }
  const command = parsed.data;
  return command.kind === "LINK_ACCOUNT" ? storedBankCommand(command, street.env.CLEARING_HMAC_KEY) : command;
}

async function record(street: Street, party: Party, messages: readonly Message<unknown>[]): Promise<void> {
  if (messages.length === 0) return;
  invariant(messages.length <= MESSAGES_AT_ONCE, "messages are sent in batches of at most 500");
  const rows = messages.map(({ messageId, command }, place) => {
    const payload = stored(street, party, command);
    return { place, message_id: messageId, kind: payload.kind, payload };
  });
  const wall = toIso(street.clock.now());
  const isVirtual = street.env.EXCHANGE_CLOCK === "virtual";
  // The exchange instant is taken by the statement that records, so that it is never older than the record.
  await street.db.$executeRaw`
    insert into street.command (message_id, party, kind, payload, received_at, exchange_at)
    select m.message_id, ${party}, m.kind, m.payload, ${wall}::timestamptz,
      case when ${isVirtual} then (
        select greatest(anchor_exchange, least(ceiling, anchor_exchange + (${wall}::timestamptz - anchor_wall) * rate))
        from platform.exchange_clock where id = 1) else ${wall}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(place int, message_id uuid, kind text, payload jsonb)
    order by m.place
    on conflict (message_id) do nothing`;
}

export function recordingDoors(street: Street): RecordingDoors {
  return {
    send: (party, messages) => record(street, party, messages),
    receive: (party, messages) => record(street, party, messages),
    async events<P extends Party>(party: P, after: number, limit: number) {
      const rows = await street.db.$queryRaw<{ seq: bigint; payload: Events[P] }[]>`
        select seq, payload from street.event where party = ${party} and seq > ${after}::bigint
        order by seq limit ${Math.min(limit, EVENTS_AT_ONCE)}`;
      return rows.map((row) => ({ seq: Number(row.seq), event: row.payload }));
    },
    async file(businessDate, name) {
      const [row] = await street.db.$queryRaw<{ content: string }[]>`
        select content from street.firm_file where business_date = ${businessDate}::date and name = ${name}`;
      if (!row) throw new AppError("NOT_FOUND", `There is no ${name} file of ${businessDate}.`);
      return row.content;
    },
  };
}
