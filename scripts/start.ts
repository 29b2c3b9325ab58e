import path from "node:path";
import { startServer, waitUntilHealthy } from "@/scripts/portal/server";
import { welcome } from "@/scripts/portal/welcome";
import { isWorldComplete, makeWorld } from "@/scripts/portal/world";
import { readSettings } from "@/scripts/setup/environment";
import { runTask } from "@/scripts/setup/failure";
import { DATA } from "@/scripts/setup/places";
import { requirePort } from "@/scripts/setup/port";
import { claimPortal, recordServer, releasePortal } from "@/scripts/setup/running";
import { prepareBuild, prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { say, step } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

const LOG = path.join(DATA, "logs", "portal.log");

/** `npm start`: sets everything up, serves the portal, makes the demo world, and runs until it is stopped. */
async function start(undoing: Undoing): Promise<number> {
  const settings = await readSettings();
  const { PORT, HOST, DEMO_WORLD } = settings.values;
  await claimPortal(settings.address);
  undoing.add(async () => releasePortal());
  await requirePort(PORT, HOST);

  const database = await prepareDatabase();
  undoing.add(() => database.stop());
  await prepareSchema(database.url);
  await prepareBuild();

  const env = { ...settings.env, DATABASE_URL: database.url };
  const server = startServer(env, LOG);
  undoing.add(() => server.stop());
  recordServer(server.child.pid);
  await step(`portal at ${settings.address}`, () => waitUntilHealthy(PORT, server, LOG));

  const lost = Promise.race([
    server.ended.then(
      ({ code, signal }) => `The portal ended by itself (${signal ?? `code ${code}`}); its log is ${LOG}.`,
    ),
    database.untilGone().then(() => "The database ended by itself."),
  ]);
  const demo = DEMO_WORLD === "on";
  const makesWorld = demo && !(await isWorldComplete(database.url));
  const lostMeanwhile = makesWorld ? await Promise.race([showWorldMaking(env, undoing), lost]) : undefined;
  if (lostMeanwhile === undefined && !undoing.begun) say(welcome(settings.address, demo));

  const why = await lost;
  if (undoing.begun) return 0;
  say(`✗ ${why} “npm start” starts it again, with everything that was saved.`);
  return 1;
}

async function showWorldMaking(env: NodeJS.ProcessEnv, undoing: Undoing): Promise<undefined> {
  const world = makeWorld(env);
  undoing.add(() => world.stop());
  await world.complete;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => start(undoing)));
