import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  altered,
  type CallFaults,
  type DoorCall,
  duplicated,
  faultsBySettings,
  type FaultDial,
  faultSetting,
  type FaultSettings,
  type FaultSource,
  shuffled,
  truncated,
} from "@/domain/clearing/faults";
import { AppError } from "@/domain/errors";
import type { Db } from "@/server/platform/db";
import type { RecordingDoors } from "@/server/street/doors";

/** What the dials say, read anew for each call: whoever turned one, in whatever process, means the next call. */
export async function faultSettings(db: Db): Promise<FaultSettings> {
  const rows = await db.faultDial.findMany();
  return Object.fromEntries(
    rows.flatMap(({ name, value }) => {
      const setting = faultSetting.safeParse(value);
      return setting.success ? [[name as FaultDial, setting.data] as const] : [];
    }),
  );
}

/** The faults of the dials in street.fault_dial. */
export function dialledFaults(db: Db): FaultSource {
  const pick = (below: number) => randomInt(below);
  return {
    pick,
    faultsOf: async (call) => faultsBySettings(await faultSettings(db), call, pick),
  };
}

const silence = (why: string) =>
  new AppError("CLEARING_FIRM_UNAVAILABLE", `The clearing firm does not answer at the moment (${why}).`);

/**
 * The doors as a bad day has them: both transports enter through here. A call that finds the street down does nothing;
 * one whose reply is lost has done all its work.
 */
export function faultyDoors(doors: RecordingDoors, source: FaultSource): RecordingDoors {
  async function through<T>(call: DoorCall, work: (faults: CallFaults) => Promise<T>): Promise<T> {
    const faults = await source.faultsOf(call);
    if (faults.DOWN) throw silence("it is down");
    if (faults.delayMs) await wait(faults.delayMs);
    const answer = await work(faults);
    if (faults.LOST_REPLY) throw silence("its reply was lost");
    return answer;
  }
  return {
    send: (party, messages) => through({ party, kind: "SEND" }, () => doors.send(party, messages)),
    receive: (party, messages) => through({ party, kind: "SEND" }, () => doors.receive(party, messages)),
    events: (party, after, limit) =>
      through({ party, kind: "EVENTS" }, async (faults) => {
        let events = await doors.events(party, after, limit);
        if (faults.DUPLICATE_EVENTS) events = duplicated(events, source.pick);
        if (faults.SHUFFLED_EVENTS) events = shuffled(events, source.pick);
        return events;
      }),
    file: (businessDate, name) =>
      through({ party: "CLEARING", kind: "FILE", name }, async (faults) => {
        let text = await doors.file(businessDate, name);
        if (faults.TRUNCATED_FILE) text = truncated(text, source.pick);
        if (faults.ALTERED_FILE) text = altered(text, source.pick);
        return text;
      }),
  };
}
