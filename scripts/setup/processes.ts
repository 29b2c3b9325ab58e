import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** A process that can be recognised later: its number alone may be given to another one meanwhile. */
export interface ProcessIdentity {
  readonly pid: number;
  /** What the system says about its start; the same text as long as it is the same process. */
  readonly started: string;
}

/** What a living process looks like, or undefined when it has ended (a zombie has ended). */
export function inspectProcess(pid: number): { started: string; command: string } | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === "linux" ? inspectByProc(pid) : inspectByPs(pid);
}

function inspectByProc(pid: number): { started: string; command: string } | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name stands in parentheses and may hold spaces: fields are counted from the last ")".
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === "Z" || state === "X" || startTicks === undefined) return undefined;
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { started: startTicks, command };
  } catch {
    return undefined;
  }
}

function inspectByPs(pid: number): { started: string; command: string } | undefined {
  const answer = spawnSync("ps", ["-o", "stat=,lstart=,command=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  const match = /^\s*(\S+)\s+(\w+ \w+ +\d+ [\d:]+ \d+)\s+(.*)/.exec(answer.stdout ?? "");
  if (!match || match[1]?.startsWith("Z")) return undefined;
  return { started: match[2] ?? "", command: match[3] ?? "" };
}

/** The lasting identity of a living process. */
export function identify(pid: number): ProcessIdentity | undefined {
  const seen = inspectProcess(pid);
  return seen && { pid, started: seen.started };
}

/** Whether that very process, not a later one with its number, still runs. */
export function isAlive(identity: ProcessIdentity | undefined): boolean {
  return identity !== undefined && inspectProcess(identity.pid)?.started === identity.started;
}

/** Waits until a condition holds; false when it did not within the limit. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 50,
): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) return false;
    await pause(everyMs);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between.
  }
}

/** Asks a process to end, waits, and ends it by force after the limit. */
export async function endProcess(identity: ProcessIdentity, limitMs = 10_000): Promise<void> {
  if (!isAlive(identity)) return;
  signal(identity.pid, "SIGTERM");
  if (await until(() => !isAlive(identity), limitMs)) return;
  signal(identity.pid, "SIGKILL");
  await until(() => !isAlive(identity), 5_000);
}

/** How a child process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A promise of a child's end. A child that could not be started ends with code 127. */
export function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once("error", () => resolve({ code: 127, signal: null }));
    child.once("close", (code, by) => resolve({ code, signal: by }));
  });
}

export interface Finished {
  readonly code: number;
  /** Standard output and error in the order of arrival, at most the last 4 MB. */
  readonly output: string;
}

const OUTPUT_LIMIT = 4_000_000;
const quietRuns = new Set<ChildProcess>();
let noMoreRuns = false;

/** Ends every command that runs quietly, and lets none begin any more: the task is over. */
export async function endQuietRuns(): Promise<void> {
  noMoreRuns = true;
  const running = [...quietRuns].flatMap(({ pid }) => (pid === undefined ? [] : (identify(pid) ?? [])));
  await Promise.all(running.map((identity) => endProcess(identity)));
}

/** Runs a command to its end and keeps what it said. */
export async function runQuietly(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Finished> {
  if (noMoreRuns) return { code: 1, output: "The task was stopped before this." };
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  quietRuns.add(child);
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-OUTPUT_LIMIT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ending = await endOf(child);
  quietRuns.delete(child);
  return { code: ending.code ?? 1, output };
}
