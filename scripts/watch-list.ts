import fs from "node:fs";
import { install, replaceWatchList } from "@/server/compose";
import { readEnv } from "@/server/platform/env";
import { readSettings } from "@/scripts/setup/environment";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { step } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

const USAGE =
  "npm run watch-list -- SDN.CSV [ALT.CSV] [--source PEP] [--version 2026-11-27], with files as OFAC publishes them.";

type Wish = { source: "SDN" | "PEP"; version: string; sdn: string; alt: string };

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    throw new SetupFailure(`“${file}” cannot be read.`);
  }
}

function readWish(args: readonly string[]): Wish {
  const files: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg.startsWith("--")) options.set(arg, args[++at] ?? "");
    else files.push(arg);
  }
  const source = options.get("--source") ?? "SDN";
  const [sdn, alt] = files;
  if (!sdn || files.length > 2 || (source !== "SDN" && source !== "PEP")) throw new SetupFailure(USAGE);
  const changed = fs.statSync(sdn, { throwIfNoEntry: false })?.mtime;
  // Without a word the list is named by the day of its file.
  const version = options.get("--version") ?? changed?.toISOString().slice(0, 10) ?? "";
  return { source, version, sdn: readText(sdn), alt: alt ? readText(alt) : "" };
}

const count = (value: number): string => value.toLocaleString("en-US");

/**
 * `npm run watch-list -- SDN.CSV ALT.CSV`: puts a list of names in force, with its version and hash, and compares all
 * open applications and customers with it. Files that are not such a list change nothing.
 */
async function run(undoing: Undoing): Promise<number> {
  const wish = readWish(process.argv.slice(2));
  const settings = await readSettings();
  const database = await prepareDatabase();
  undoing.add(() => database.stop());
  await prepareSchema(database.url);
  const { deps, close } = await install(
    readEnv({ ...settings.env, DATABASE_URL: database.url }),
    "in-process",
  );
  undoing.add(close);
  await step(
    "list in force, everybody compared",
    () => replaceWatchList(deps, "SYSTEM", wish),
    ({ entries, names, screened, changed, hits }) =>
      `${count(entries)} entries, ${count(names)} names; ${count(screened)} people: ${count(changed)} checks changed, ${count(hits)} new hits`,
  );
  return 0;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => run(undoing)));
