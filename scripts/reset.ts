import readline from "node:readline/promises";
import { describeUrl, withConnection } from "@/scripts/database/connection";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { otherRunningPortal } from "@/scripts/setup/running";
import { prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { say, step } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

/** Everything of ours in a database: the three schemas, and Prisma's record of the migrations that made them. */
const EMPTY = `
  drop schema if exists portal, street, platform cascade;
  drop table if exists public._prisma_migrations;
`;

async function isSure(place: string): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) {
    throw new SetupFailure(
      "This deletes everything in the portal's database; to do so without being asked: npm run reset -- --yes",
    );
  }
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  // The prompt swallows Ctrl-C; it means the same here as everywhere.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await terminal.question(
      `Delete every customer, order and document in ${place}? (yes/no) `,
    );
    return answer.trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}

/** `npm run reset`: empties the portal's database after asking. The next `npm start` makes the demo world anew. */
async function reset(undoing: Undoing): Promise<number> {
  const address = otherRunningPortal();
  if (address) throw new SetupFailure(`The portal runs at ${address}; stop it first.`);
  const database = await prepareDatabase();
  undoing.add(() => database.stop());
  if (!(await isSure(database.embedded ? "the embedded database" : describeUrl(database.url)))) {
    say("Nothing was changed.");
    return 0;
  }
  await step("emptied", () => withConnection(database.url, (client) => client.query(EMPTY)));
  await prepareSchema(database.url);
  say("The next “npm start” makes the demo world anew.");
  return 0;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => reset(undoing)));
