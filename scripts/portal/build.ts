import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { packScripts } from "@/scripts/portal/pack-scripts";
import { SetupFailure } from "@/scripts/setup/failure";
import { withFileLock } from "@/scripts/setup/lock";
import { BUILD, inRoot, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";
import { otherRunningPortal } from "@/scripts/setup/running";
import { filesBelow, hashFiles, unlessStamped } from "@/scripts/setup/stamp";

/** The server entry after the build: the file that `node` runs. */
export const SERVER_BUNDLE = path.join(BUILD, "main.mjs");
const STAMP = path.join(BUILD, "portal.stamp");
const LOG = path.join(BUILD, "next-build.log");

const SOURCE_FOLDERS = [
  "app",
  "components",
  "domain",
  "server",
  "public",
  "prisma/schema",
  "prisma/generated",
];
const SOURCE_FILES = [
  "next.config.js",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
  "package-lock.json",
  "scripts/portal/build.ts",
  "scripts/portal/pack-scripts.ts",
  "bench/pages/twin-caller.ts",
];
/** Next writes the public ones into the browser's bundles; the other is next.config.js's. */
const SETTINGS = /^(NEXT_PUBLIC_.*|BENCH_TWINS)$/;
const NOT_BUILT = /\.test\.tsx?$|\/testing\/|\/\.stamp$/;

/** A hash of everything that the built app depends on. */
function inputs(): string {
  const folders = SOURCE_FOLDERS.filter((folder) => fs.existsSync(inRoot(folder)));
  const files = [
    ...folders.flatMap(filesBelow),
    ...SOURCE_FILES.filter((file) => fs.existsSync(inRoot(file))),
  ];
  const publicSettings = Object.entries(process.env).filter(([name]) => SETTINGS.test(name));
  return createHash("sha256")
    .update(hashFiles(files.filter((file) => !NOT_BUILT.test(file))))
    .update(JSON.stringify(publicSettings.sort()))
    .digest("hex");
}

/**
 * Builds the portal (Next's pages and the server entry) unless the last build was made from the same sources. Returns
 * whether it built. Any number of processes may ask at once; one builds.
 */
export async function ensureBuild(): Promise<boolean> {
  return withFileLock(path.join(BUILD, "portal.lock"), () =>
    unlessStamped(STAMP, inputs(), async () => {
      const address = otherRunningPortal();
      if (address) {
        throw new SetupFailure(
          `The portal at ${address} runs from an older build of this folder; stop it, so that the new one can be built.`,
        );
      }
      await bundleServer();
      await buildPages();
      await packScripts(inRoot(".next", "static"));
    }),
  );
}

/** One file from server/main.ts and what it imports of ours; packages stay in node_modules. */
async function bundleServer(): Promise<void> {
  await bundle({
    absWorkingDir: ROOT,
    entryPoints: ["server/main.ts"],
    outfile: SERVER_BUNDLE,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    alias: { "@": ROOT },
    sourcemap: "linked",
    logLevel: "silent",
  }).catch((thrown: unknown) => {
    throw new SetupFailure(
      `The server could not be built: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  });
}

async function buildPages(): Promise<void> {
  const next = inRoot("node_modules", "next", "dist", "bin", "next");
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runQuietly(process.execPath, [next, "build"], { cwd: ROOT, env });
  fs.writeFileSync(LOG, output);
  if (code === 0) return;
  const last = output.trimEnd().split("\n").slice(-30).join("\n");
  throw new SetupFailure(`The pages could not be built (all of it is in ${LOG}):\n${last}`);
}
