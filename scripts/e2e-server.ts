import { withDatabaseName } from "@/scripts/database/connection";
import { copyDatabase, dropDatabase } from "@/scripts/database/copies";
import { ensureClient } from "@/scripts/database/migrate";
import { ensureTemplateDatabase } from "@/scripts/database/template";
import { ensureBuild } from "@/scripts/portal/build";
import { endOfFile, startNode, startServer, waitUntilHealthy } from "@/scripts/portal/server";
import { readSettings } from "@/scripts/setup/environment";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { inRoot } from "@/scripts/setup/places";
import { Undoing } from "@/scripts/setup/undoing";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

/**
 * The portal for a browser test run: the built app on an empty database of its own, on the server for tests,
 * which is dropped at the end. playwright.config.ts starts it, gives it PORT, E2E_NAME and E2E_STATE, and waits for /api/health.
 */
const runSchema = z.object({ E2E_NAME: z.string().regex(/^[a-z0-9_]+$/), E2E_STATE: z.string() });

async function serve(undoing: Undoing): Promise<number> {
  const run = runSchema.parse(process.env);
  const settings = await readSettings();
  const log = inRoot("test-results", "logs", `${run.E2E_NAME}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });

  await ensureClient();
  const template = await ensureTemplateDatabase();
  undoing.add(() => template.stop());
  const databaseUrl = withDatabaseName(template.url, run.E2E_NAME);
  await dropDatabase(databaseUrl);
  await copyDatabase(template.url, run.E2E_NAME, "QUICK");
  undoing.add(() => dropDatabase(databaseUrl));
  await ensureBuild();

  const env = { ...settings.env, DATABASE_URL: databaseUrl };
  await plantStaff(env, log);
  const server = startServer(env, log);
  undoing.add(() => server.stop());
  await waitUntilHealthy(settings.values.PORT, server, log);
  fs.mkdirSync(path.dirname(run.E2E_STATE), { recursive: true });
  const state = {
    baseUrl: settings.address,
    databaseUrl,
    clearingKey: settings.env.CLEARING_HMAC_KEY,
    logFile: log,
  };
  fs.writeFileSync(run.E2E_STATE, JSON.stringify(state), { mode: 0o600 });
  undoing.add(async () => fs.rmSync(run.E2E_STATE, { force: true }));

  const { code } = await server.ended;
  if (undoing.begun) return 0;
  throw new SetupFailure(
    `The portal under test ended by itself (${code}); the end of ${log}:\n${endOfFile(log)}`,
  );
}

/** The broker's own people, without whom no account is ever approved; no customer and no history. */
async function plantStaff(env: NodeJS.ProcessEnv, log: string): Promise<void> {
  const seed = startNode(["--import", "tsx", "prisma/seed/index.ts", "--staff-only"], env, { log });
  const { code } = await seed.ended;
  if (code !== 0)
    throw new SetupFailure(`The seed of the test run failed; the end of ${log}:\n${endOfFile(log)}`);
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => serve(undoing)));
