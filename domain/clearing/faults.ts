import { z } from "zod";
import { type EodFileName, eodFileName } from "@/domain/clearing/messages";
import type { Party } from "@/domain/clearing/parties";

/** The fault dials of a drill: how the street can be told to misbehave at its doors. */
export const FAULT_DIALS = [
  "DOWN",
  "SLOW",
  "DUPLICATE_EVENTS",
  "SHUFFLED_EVENTS",
  "LOST_REPLY",
  "TRUNCATED_FILE",
  "ALTERED_FILE",
] as const;
export type FaultDial = (typeof FAULT_DIALS)[number];

/** The longest that a dial can hold an answer back, in milliseconds: over HTTP that is beyond our patience. */
export const SLOWEST_MS = 10_000;

/** How a dial is set: the share of calls that it spoils (1 to 100), how slow, and which file; null means all. */
export const faultSetting = z.strictObject({
  percent: z
    .int("The share is a whole number of per cent.")
    .min(1, "At least 1 per cent.")
    .max(100, "At most 100 per cent."),
  delayMs: z
    .int("The delay is a whole number of milliseconds.")
    .min(0)
    .max(SLOWEST_MS, "At most 10 seconds.")
    .default(0),
  file: eodFileName.nullable().default(null),
});
export type FaultSetting = z.infer<typeof faultSetting>;

/** A dial and its setting; null turns it off. */
export const setFaultInput = z.strictObject({
  dial: z.enum(FAULT_DIALS, { error: "Choose a fault." }),
  setting: faultSetting.nullable(),
});
export type SetFaultInput = z.infer<typeof setFaultInput>;

/** Dials that are set; those that are off are missing. */
export type FaultSettings = Partial<Record<FaultDial, FaultSetting>>;

/** A call at a door: requests in, events out, or a file out. */
export type DoorCall =
  | { party: Party; kind: "SEND" }
  | { party: Party; kind: "EVENTS" }
  | { party: "CLEARING"; kind: "FILE"; name: EodFileName };

/** What goes wrong with one call. */
export type CallFaults = Partial<Record<FaultDial, true>> & { delayMs?: number };

/** Where a door learns what goes wrong: from the dials, or from a seed. `pick` gives a whole number below its argument. */
export type FaultSource = {
  faultsOf(call: DoorCall): Promise<CallFaults>;
  pick(below: number): number;
};

const DIALS_OF: Record<DoorCall["kind"], readonly FaultDial[]> = {
  SEND: ["DOWN", "SLOW", "LOST_REPLY"],
  EVENTS: ["DOWN", "SLOW", "LOST_REPLY", "DUPLICATE_EVENTS", "SHUFFLED_EVENTS"],
  FILE: ["DOWN", "SLOW", "LOST_REPLY", "TRUNCATED_FILE", "ALTERED_FILE"],
};

/** What the dials do to one call. */
export function faultsBySettings(
  settings: FaultSettings,
  call: DoorCall,
  pick: FaultSource["pick"],
): CallFaults {
  const faults: CallFaults = {};
  for (const dial of DIALS_OF[call.kind]) {
    const setting = settings[dial];
    if (!setting || pick(100) >= setting.percent) continue;
    if (setting.file !== null && call.kind === "FILE" && call.name !== setting.file) continue;
    faults[dial] = true;
    if (dial === "SLOW") faults.delayMs = setting.delayMs;
  }
  return faults;
}

/** Events as a careless sender repeats them: some twice, in order. */
export const duplicated = <T>(events: readonly T[], pick: FaultSource["pick"]): T[] =>
  events.flatMap((event, index) => (index === 0 || pick(2) === 0 ? [event, event] : [event]));

/** Events in any order (Fisher and Yates). */
export function shuffled<T>(events: readonly T[], pick: FaultSource["pick"]): T[] {
  const order = [...events];
  for (let last = order.length - 1; last > 0; last--) {
    const other = pick(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** A file that was cut off somewhere. */
export const truncated = (text: string, pick: FaultSource["pick"]): string =>
  text.slice(0, pick(Math.max(1, text.length)));

/** A file with one digit changed; one without digits gets one. */
export function altered(text: string, pick: FaultSource["pick"]): string {
  const places = [...text.matchAll(/\d/g)].map((match) => match.index);
  const place = places[pick(Math.max(1, places.length))];
  if (place === undefined) return `${text}0`;
  return `${text.slice(0, place)}${(Number(text[place]) + 1 + pick(9)) % 10}${text.slice(place + 1)}`;
}
