import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/scripts/setup/places";

/** A hash over the names and contents of these files (paths relative to the project's folder). */
export function hashFiles(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    hash.update(`${file}\0`);
    hash.update(fs.readFileSync(path.join(ROOT, file)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/** The files below a folder of the project, as paths relative to the project. */
export function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

/**
 * Does the work unless its stamp file says that it was done for the same inputs. The stamp is written after the work
 * has succeeded, so an interrupted work is done again. Returns whether it worked.
 */
export async function unlessStamped(
  stamp: string,
  inputs: string,
  work: () => Promise<void>,
): Promise<boolean> {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === inputs) return false;
  fs.rmSync(stamp, { force: true });
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, inputs);
  return true;
}
