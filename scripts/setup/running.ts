import fs from "node:fs";
import path from "node:path";
import { SetupFailure } from "@/scripts/setup/failure";
import { DATA } from "@/scripts/setup/places";
import { endProcess, identify, isAlive, type ProcessIdentity, until } from "@/scripts/setup/processes";
import { say } from "@/scripts/setup/terminal";

const RECORD = path.join(DATA, "running.json");

/** The portal that was started last from this checkout. */
interface Running {
  /** The process of `npm start` that looks after the others. */
  readonly supervisor: ProcessIdentity;
  readonly server?: ProcessIdentity;
  readonly address: string;
}

/** Children notice within half a second that their parent was killed, and then need a moment to close. */
const CLOSING_LIMIT_MS = 6_000;

function readRecord(): Running | undefined {
  try {
    return JSON.parse(fs.readFileSync(RECORD, "utf8")) as Running;
  } catch {
    return undefined;
  }
}

function writeRecord(record: Running): void {
  fs.mkdirSync(DATA, { recursive: true });
  fs.writeFileSync(RECORD, JSON.stringify(record));
}

/** The address of the portal that another process runs from this checkout now, if one does. */
export function otherRunningPortal(): string | undefined {
  const record = readRecord();
  if (!record || record.supervisor.pid === process.pid || !isAlive(record.supervisor)) return undefined;
  return record.address;
}

/**
 * Makes this process the one that runs the portal of this checkout. What a killed run left behind is ended first; a
 * portal that is in good order is not touched, and a SetupFailure says where it is.
 */
export async function claimPortal(address: string): Promise<void> {
  const before = readRecord();
  if (before) {
    const gone = () => !isAlive(before.supervisor) && !isAlive(before.server);
    if (!gone()) say("… waiting for an earlier run to close");
    await until(gone, CLOSING_LIMIT_MS);
    if (isAlive(before.supervisor)) {
      throw new SetupFailure(
        `The portal already runs from this folder at ${before.address} (process ${before.supervisor.pid}); stop that one first.`,
      );
    }
    if (before.server) await endProcess(before.server);
  }
  const supervisor = identify(process.pid);
  if (supervisor) writeRecord({ supervisor, address });
}

/** Notes the server's process, so that the next start can end it if this one is killed. */
export function recordServer(pid: number | undefined): void {
  const record = readRecord();
  const server = pid === undefined ? undefined : identify(pid);
  if (record && server) writeRecord({ ...record, server });
}

/** Nothing runs any more. */
export function releasePortal(): void {
  fs.rmSync(RECORD, { force: true });
}
