import type { EodFileName } from "@/domain/clearing/messages";
import type { Party } from "@/domain/clearing/parties";
import type { Message, Numbered, Ports, StreetPort } from "@/domain/clearing/ports";
import { AppError } from "@/domain/errors";
import { addDays, type LocalDate } from "@/domain/time/instant";

/**
 * What a line between us and an outside party can do by itself, whatever the party's own doors do (for those see
 * domain/clearing/faults.ts). A fault that does not go for a call leaves it as it is.
 */
export const LINE_FAULTS = [
  /** Requests arrive twice. */
  "DOUBLED",
  /** There is no answer, and the requests arrive all the same: after the next ones that get through. */
  "LATE",
  /** An event is missing among others. */
  "GAP",
  /** A page of events ends too early. */
  "CUT",
  /** Events that were asked for before come again, before the new ones. */
  "STALE",
  /** A file is not there. */
  "MISSING",
  /** The file of the day before. */
  "OTHER_DAY",
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/** Decides on each call; null lets it through. `die` is a whole number from which a fault that has a choice takes it. */
export type Trouble = (party: Party) => { fault: LineFault; die: number } | null;

/** How far back a stale answer begins. */
const STALE_BY = 3;

function troubledEvents<Event>(
  events: readonly Numbered<Event>[],
  fault: LineFault,
  die: number,
): readonly Numbered<Event>[] {
  const at = events.length === 0 ? 0 : die % events.length;
  if (fault === "GAP") return events.toSpliced(at, 1);
  return fault === "CUT" ? events.slice(0, at) : events;
}

function troubledPort<Command, Event>(
  party: Party,
  port: StreetPort<Command, Event>,
  trouble: Trouble,
): StreetPort<Command, Event> {
  /** Requests whose sender gave up, and which are still on their way. */
  let late: (readonly Message<Command>[])[] = [];

  return {
    async send(messages) {
      const fault = trouble(party)?.fault;
      if (fault === "LATE") {
        late.push(messages);
        throw new AppError("CLEARING_FIRM_UNAVAILABLE", "There is no answer in time.");
      }
      await port.send(messages);
      if (fault === "DOUBLED") await port.send(messages);
      const arriving = late;
      late = [];
      for (const earlier of arriving) await port.send(earlier);
    },
    async events(after, limit) {
      const found = trouble(party);
      if (found?.fault === "STALE") return port.events(Math.max(0, after - STALE_BY), limit);
      const events = await port.events(after, limit);
      return found ? troubledEvents(events, found.fault, found.die) : events;
    },
  };
}

/** The ports as they are reached through a line on which `trouble` says what goes wrong. */
export function faultyLine(ports: Ports, trouble: Trouble): Ports {
  return {
    venues: troubledPort("VENUES", ports.venues, trouble),
    bank: { ...ports.bank, ...troubledPort("BANK", ports.bank, trouble) },
    clearing: {
      ...troubledPort("CLEARING", ports.clearing, trouble),
      async file(businessDate: LocalDate, name: EodFileName) {
        const fault = trouble("CLEARING")?.fault;
        if (fault === "MISSING") throw new AppError("NOT_FOUND");
        return ports.clearing.file(fault === "OTHER_DAY" ? addDays(businessDate, -1) : businessDate, name);
      },
    },
  };
}
