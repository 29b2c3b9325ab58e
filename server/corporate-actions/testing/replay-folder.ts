import { existsSync } from "node:fs";
import { join } from "node:path";

/** Recorded market data (domain/market/replay-format), which is not part of the project: null where it is absent. */
export function replayFolder(): string | null {
  const folder = process.env.REPLAY_FOLDER || join(import.meta.dirname, "../../../../shared/market-data");
  if (existsSync(folder)) return folder;
  console.info(`skipped: the reference market data is not there (${folder})`);
  return null;
}
