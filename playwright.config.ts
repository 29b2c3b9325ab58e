import fs from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findFreePort } from "@/scripts/setup/port";

/** The replayed market week that the replay journey runs on; where it is missing, so are its server and its journey. */
const REPLAY_FOLDER = process.env.REPLAY_FOLDER || "../shared/market-data";
const CHROMIUM_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * A port for a server under test. This file is read again by each worker: the first reading chooses, and the
 * environment hands the choice on.
 */
async function chosenPort(variable: string): Promise<number> {
  process.env[variable] ??= String(await findFreePort());
  return Number(process.env[variable]);
}

/** A portal under test: the built app, an empty database, and a market. */
function portal(name: string, port: number, settings: Record<string, string>) {
  const state = `.data/e2e/${name}.json`;
  return {
    state,
    server: {
      command: "node scripts/run.mjs e2e-server",
      url: `http://127.0.0.1:${port}/api/health`,
      // The first run on a machine builds the app, too.
      timeout: 300_000,
      gracefulShutdown: { signal: "SIGTERM" as const, timeout: 30_000 },
      env: {
        PORT: String(port),
        NEXTAUTH_URL: `http://localhost:${port}`,
        APP_MODE: "test",
        DEMO_WORLD: "off",
        E2E_NAME: `rt_e2e_${name}_${port}`,
        E2E_STATE: state,
        ...settings,
      },
    },
  };
}

/**
 * One exchange clock and one street for each portal: tests that ran side by side would move it under each other. So
 * there are as many portals as workers, and each worker has its own; on two cores two of them wait in turn.
 */
const WORKERS = Number(process.env.E2E_WORKERS) || Math.min(2, availableParallelism());
const synthetic = await Promise.all(
  Array.from({ length: WORKERS }, async (_, worker) =>
    portal(`synthetic_${worker}`, await chosenPort(`E2E_PORT_${worker}`), { MARKET_DATA: "synthetic" }),
  ),
);
const STATES = synthetic.map(({ state }) => state);
const replay = fs.existsSync(REPLAY_FOLDER)
  ? portal("replay", await chosenPort("E2E_REPLAY_PORT"), { MARKET_DATA: `replay:${REPLAY_FOLDER}` })
  : undefined;
if (!replay && process.env.TEST_WORKER_INDEX === undefined)
  console.log(
    `The journey on replayed data is left out: there is no folder ${REPLAY_FOLDER} (REPLAY_FOLDER).`,
  );

/**
 * `npm test` runs the journeys first, and the crash tests when all those have ended: they measure waiting times.
 * Whoever names no part gets both.
 */
const PART = process.env.E2E_PART;

const TRACES_ALL = process.env.E2E_TRACE === "full";

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const REPLAY_SPECS = /\.replay\.spec\.ts$/;
/** What is tried at a desk: on a phone the forms are the same, and walked through in the new customer's journey. */
const DESK_SPECS = /\/(afterwards|clearing|desk|moving-money|order-kinds|safety|tax-lots)\.spec\.ts$/;
/** Tests that speak with the portal without a page; and those that kill portals of their own, or measure them. */
const WIRE_SPECS = /\/access\/[^/]+\.spec\.ts$/;
const CRASH_SPECS = /\/crash\/[^/]+\.spec\.ts$/;

function replayProject({ state }: ReturnType<typeof portal>) {
  return {
    name: "replay",
    use: DESKTOP,
    testMatch: REPLAY_SPECS,
    metadata: { states: [state], folder: REPLAY_FOLDER },
  };
}

/** Walks through the pages in both sizes, and on a replayed week. */
const journeys = [
  {
    name: "desktop",
    use: DESKTOP,
    testIgnore: [REPLAY_SPECS, WIRE_SPECS, CRASH_SPECS],
    metadata: { states: STATES },
  },
  {
    name: "phone",
    use: PHONE,
    testIgnore: [REPLAY_SPECS, WIRE_SPECS, CRASH_SPECS, DESK_SPECS],
    metadata: { states: STATES },
  },
  ...(replay ? [replayProject(replay)] : []),
];

export default defineConfig({
  testDir: "e2e",
  // The others, *.db.test.ts, are Vitest's.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/browser",
  workers: WORKERS,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "en-US",
    timezoneId: "America/New_York",
    // What was done, asked and said; E2E_TRACE=full keeps a picture of every step besides.
    trace: { mode: "retain-on-failure", screenshots: TRACES_ALL, snapshots: TRACES_ALL },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.E2E_CHROMIUM ? { executablePath: process.env.E2E_CHROMIUM } : {}),
      chromiumSandbox: process.env.E2E_CHROMIUM_SANDBOX === "on",
      args: CHROMIUM_FLAGS,
    },
  },
  // metadata.states: the files in which a worker's fixture finds { baseUrl, databaseUrl } of its portal.
  projects: [
    ...(PART === "crash"
      ? []
      : [...journeys, { name: "wire", testMatch: WIRE_SPECS, metadata: { states: STATES } }]),
    ...(PART === "journeys" ? [] : [{ name: "crash", testMatch: CRASH_SPECS }]),
  ],
  // Crash tests start portals of their own.
  webServer: PART === "crash" ? [] : [...synthetic, ...(replay ? [replay] : [])].map(({ server }) => server),
});
