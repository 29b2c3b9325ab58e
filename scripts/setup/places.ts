import path from "node:path";

/** The folder that holds package.json. Every task is run from there by scripts/run.mjs. */
export const ROOT = path.resolve(import.meta.dirname, "..", "..");

/** What the project keeps between runs on this machine: the database, secrets, logs. Never in git. */
export const DATA = path.join(ROOT, ".data");

/** What a build makes beside Next's own .next folder. Never in git. */
export const BUILD = path.join(ROOT, ".build");

/** A path below the project's folder. */
export function inRoot(...parts: string[]): string {
  return path.join(ROOT, ...parts);
}
