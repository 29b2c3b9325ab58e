import fs from "node:fs";
import path from "node:path";
import { codeOf, SetupFailure } from "@/scripts/setup/failure";
import { identify, isAlive, type ProcessIdentity, until } from "@/scripts/setup/processes";

const WAIT_MS = 10 * 60_000;
/** A lock file without an owner in it is one whose owner died between creating and writing it. */
const UNWRITTEN_GRACE_MS = 2_000;

/**
 * Lets one process at a time do the work, across all processes of this machine that use the same lock file. A lock
 * whose owner has died is taken over. Waits ten minutes at most.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!(await until(() => tryToTake(file), WAIT_MS, 100))) {
    throw new SetupFailure(
      `Another process has held “${file}” for ten minutes; end it, or delete that file.`,
    );
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function tryToTake(file: string): boolean {
  try {
    fs.writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: "wx" });
    return true;
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw thrown;
  }
  if (isAbandoned(file)) takeAway(file);
  return false;
}

/**
 * Removes a dead owner's lock. It is moved first: of two processes that saw the same dead owner, the slower one may
 * have moved the quicker one's fresh lock, which it then puts back.
 */
function takeAway(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (!isAbandoned(aside)) fs.linkSync(aside, file);
  } catch {
    // A third one holds the lock already.
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function isAbandoned(file: string): boolean {
  try {
    const text = fs.readFileSync(file, "utf8");
    if (text === "") return Date.now() - fs.statSync(file).mtimeMs > UNWRITTEN_GRACE_MS;
    return !isAlive(JSON.parse(text) as ProcessIdentity);
  } catch {
    return false;
  }
}
