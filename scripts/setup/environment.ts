import fs from "node:fs";
import { SetupFailure } from "@/scripts/setup/failure";
import { ensureAppSecrets } from "@/scripts/setup/secrets";
import { type Env, EnvError, readEnv } from "@/server/platform/env";

/** Stands for the database's address until it is known; only its form is checked. */
const ADDRESS_TO_COME = "postgresql://localhost/to-come";

/** The settings of this run, checked, and the environment that hands them to the programs that are started. */
export interface Settings {
  readonly values: Env;
  /** Everything but DATABASE_URL, which is added when the database is ready. */
  readonly env: NodeJS.ProcessEnv;
  /** The address to type into a browser. */
  readonly address: string;
}

/**
 * Reads the settings from the environment and completes them with kept or new secrets. A wrong value is told before
 * anything is started. `overrides` are settings of the task itself (a test's own port).
 */
export async function readSettings(overrides: Record<string, string> = {}): Promise<Settings> {
  const given = { ...process.env, ...overrides, ...(await ensureAppSecrets()) };
  try {
    const values = readEnv({ ...given, DATABASE_URL: process.env.DATABASE_URL || ADDRESS_TO_COME });
    requireReplayFolder(values.MARKET_DATA);
    const address = values.NEXTAUTH_URL ?? `http://localhost:${values.PORT}`;
    return { values, address, env: { ...given, PORT: String(values.PORT), NEXTAUTH_URL: address } };
  } catch (thrown) {
    if (thrown instanceof EnvError) throw new SetupFailure(thrown.message);
    throw thrown;
  }
}

function requireReplayFolder(marketData: string): void {
  const folder = /^replay(?:\+synthetic)?:(.+)$/.exec(marketData)?.[1];
  if (folder === undefined || fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new SetupFailure(`MARKET_DATA names “${folder}”, and there is no such folder.`);
}
