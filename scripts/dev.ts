import { startNode } from "@/scripts/portal/server";
import { isWorldComplete, makeWorld } from "@/scripts/portal/world";
import { readSettings } from "@/scripts/setup/environment";
import { runTask } from "@/scripts/setup/failure";
import { claimPortal, recordServer, releasePortal } from "@/scripts/setup/running";
import { requirePort } from "@/scripts/setup/port";
import { prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { say } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

/** `npm run dev`: the portal from its sources; pages reload as they change, the server restarts when it does. */
async function dev(undoing: Undoing): Promise<number> {
  const settings = await readSettings();
  const { PORT, HOST, DEMO_WORLD } = settings.values;
  await claimPortal(settings.address);
  undoing.add(async () => releasePortal());
  await requirePort(PORT, HOST);

  const database = await prepareDatabase();
  undoing.add(() => database.stop());
  await prepareSchema(database.url);

  const env: NodeJS.ProcessEnv = { ...settings.env, DATABASE_URL: database.url, NODE_ENV: "development" };
  if (DEMO_WORLD === "on" && !(await isWorldComplete(database.url))) {
    const world = makeWorld(env);
    undoing.add(() => world.stop());
    await world.complete;
    if (undoing.begun) return 0;
  }
  say(`… portal at ${settings.address}, restarted whenever the server's sources change`);
  const watch = ["node_modules/tsx/dist/cli.mjs", "watch", "--clear-screen=false", "server/main.ts"];
  const server = startNode(watch, env, "terminal");
  undoing.add(() => server.stop());
  recordServer(server.child.pid);
  const { code } = await server.ended;
  return code ?? 1;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => dev(undoing)));
