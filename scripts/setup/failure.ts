/**
 * Something that the person at the keyboard can put right: a busy port, a missing permission, a bad value.
 * Its message is one clear sentence; it is shown without a stack trace and the task ends with exit code 1.
 */
export class SetupFailure extends Error {
  override readonly name = "SetupFailure";
}

/** The message of anything that was thrown. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === "")
    return thrown.errors.map(reasonOf).join("; ");
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The code of a thrown system or PostgreSQL error ("ENOENT", "28P01"), if it has one. */
export function codeOf(thrown: unknown): string | undefined {
  if (thrown instanceof AggregateError && !("code" in thrown && thrown.code)) return codeOf(thrown.errors[0]);
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

/**
 * Runs a task's main function as the whole process: its number is the exit code, a SetupFailure is printed as its
 * sentence with exit code 1, and a missing permission on a file is told as such. Bugs keep their stack trace.
 */
export async function runTask(main: () => Promise<number>): Promise<void> {
  try {
    // Something that a stopped step left behind (a timer, a socket) must not keep the process.
    process.exit(await main());
  } catch (thrown) {
    process.exitCode = 1;
    if (thrown instanceof SetupFailure) console.error(`✗ ${thrown.message}`);
    else if (isPermissionError(thrown)) console.error(`✗ ${permissionSentence(thrown)}`);
    else console.error(thrown);
  }
}

function isPermissionError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return ["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(codeOf(thrown) ?? "");
}

function permissionSentence(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOSPC") return "The disk is full.";
  const place = error.path ? ` “${error.path}”` : " a file";
  const owner = process.getuid ? ` as user ${process.getuid()}` : "";
  return `No permission to ${error.syscall ?? "use"}${place}${owner}; give this user that right, or run as its owner.`;
}
