import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { SERVER_BUNDLE } from "@/scripts/portal/build";
import { SetupFailure } from "@/scripts/setup/failure";
import { inRoot, ROOT } from "@/scripts/setup/places";
import { type Ending, endOf, identify, endProcess, until } from "@/scripts/setup/processes";

const HEALTHY_LIMIT_MS = 60_000;
const LOG_LIMIT_BYTES = 20_000_000;
const EXIT_WITH_PARENT = inRoot("scripts", "exit-with-parent.mjs");

/** A program of ours that was started. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Asks it to end, waits for it, and ends it by force if it does not. */
  stop(): Promise<void>;
}

/** Where a program's output goes: to the terminal, to a log file, or, line by line, to us and its errors to the log. */
export type Output = "terminal" | { readonly log: string; readonly onLine?: (line: string) => void };

/**
 * Starts a Node program of ours. It has a session of its own, so that Ctrl-C reaches it through us, in order; and it
 * ends by itself when we are killed.
 */
export function startNode(args: readonly string[], env: NodeJS.ProcessEnv, output: Output): Started {
  const log = output === "terminal" ? "inherit" : openLog(output.log);
  const onLine = output === "terminal" ? undefined : output.onLine;
  const child = spawn(process.execPath, ["--import", EXIT_WITH_PARENT, "--enable-source-maps", ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", onLine ? "pipe" : log, log],
  });
  if (typeof log === "number") fs.closeSync(log);
  if (onLine && child.stdout) readline.createInterface({ input: child.stdout }).on("line", onLine);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  return {
    child,
    ended: endOf(child),
    stop: async () => {
      if (identity) await endProcess(identity);
    },
  };
}

function openLog(file: string): number {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return fs.openSync(file, size > LOG_LIMIT_BYTES ? "w" : "a");
}

/** Starts the built portal. `env` must hold PORT, DATABASE_URL and the secrets. */
export function startServer(env: NodeJS.ProcessEnv, log: string): Started {
  return startNode([SERVER_BUNDLE], { ...env, NODE_ENV: "production" }, { log });
}

/** Waits until the portal answers that it is well. Throws a SetupFailure with the end of its log when it ended first. */
export async function waitUntilHealthy(port: number, server: Started, log: string): Promise<void> {
  let ended = false;
  void server.ended.then(() => {
    ended = true;
  });
  const healthy = await until(async () => ended || (await isHealthy(port)), HEALTHY_LIMIT_MS, 100);
  if (!ended && healthy) return;
  await server.stop();
  const why = ended ? "ended at once" : "did not answer within a minute";
  throw new SetupFailure(`The portal ${why}; the end of ${log}:\n${endOfFile(log)}`);
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** The last lines of a log, for a person to read. */
export function endOfFile(file: string, lines = 12): string {
  try {
    return fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "(there is no log)";
  }
}
