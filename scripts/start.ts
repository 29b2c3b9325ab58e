import path from "node:path";
import { startServer, waitUntilHealthy } from "@/scripts/portal/server";
import { welcome } from "@/scripts/portal/welcome";
import { isWorldComplete, makeWorld } from "@/scripts/portal/world";
import { LIVED_WORLDS, type LivedWorld, welcomeToWorld, worldSettings } from "@/scripts/october-2004/world";
import { readSettings } from "@/scripts/setup/environment";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { DATA } from "@/scripts/setup/places";
import { requirePort } from "@/scripts/setup/port";
import { claimPortal, recordServer, releasePortal } from "@/scripts/setup/running";
import { prepareBuild, prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { say, step } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

const LOG = path.join(DATA, "logs", "portal.log");

/** The world that is to be served; null for the portal's own. */
function wantedWorld(args: readonly string[]): LivedWorld | null {
  const at = args.indexOf("--world");
  if (at < 0) return null;
  const world = LIVED_WORLDS.find(({ name }) => name === args[at + 1]);
  if (world) return world;
  throw new SetupFailure(`--world takes one of: ${LIVED_WORLDS.map(({ name }) => name).join(", ")}.`);
}

/**
 * `npm start`: sets everything up, serves the portal, makes the demo world, and runs until it is stopped. With
 * `-- --world NAME` it serves a world that `npm run october-2004` has lived.
 */
async function start(undoing: Undoing): Promise<number> {
  const world = wantedWorld(process.argv.slice(2));
  const settings = await readSettings(world ? { DEMO_WORLD: "off" } : {});
  const { PORT, HOST, DEMO_WORLD } = settings.values;
  await claimPortal(settings.address);
  undoing.add(async () => releasePortal());
  await requirePort(PORT, HOST);

  const database = await prepareDatabase(world?.database);
  undoing.add(() => database.stop());
  await prepareSchema(database.url);
  await prepareBuild();

  const env = {
    ...settings.env,
    ...(world ? await worldSettings(database.url) : {}),
    DATABASE_URL: database.url,
  };
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
  if (lostMeanwhile === undefined && !undoing.begun)
    say(world ? await welcomeToWorld(settings.address, database.url) : welcome(settings.address, demo));

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
