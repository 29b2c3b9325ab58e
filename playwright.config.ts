import fs from "node:fs";
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
    baseURL: `http://localhost:${port}`,
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

const synthetic = portal("synthetic", await chosenPort("E2E_PORT"), { MARKET_DATA: "synthetic" });
const replay = fs.existsSync(REPLAY_FOLDER)
  ? portal("replay", await chosenPort("E2E_REPLAY_PORT"), { MARKET_DATA: `replay:${REPLAY_FOLDER}` })
  : undefined;
if (!replay && process.env.TEST_WORKER_INDEX === undefined)
  console.log(
    `The journey on replayed data is left out: there is no folder ${REPLAY_FOLDER} (REPLAY_FOLDER).`,
  );

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const REPLAY_SPECS = /\.replay\.spec\.ts$/;
/** What is tried at a desk: on a phone the forms are the same, and walked through in the new customer's journey. */
const DESK_SPECS = /\/(afterwards|clearing|desk|moving-money|order-kinds|safety|tax-lots)\.spec\.ts$/;
/** Tests that speak with the portal without a page, or kill portals of their own: one project is enough. */
const WIRE_SPECS = /\/(access|crash)\/[^/]+\.spec\.ts$/;

function replayProject({ baseURL, state }: ReturnType<typeof portal>) {
  return {
    name: "replay",
    use: { ...DESKTOP, baseURL },
    testMatch: REPLAY_SPECS,
    metadata: { state, folder: REPLAY_FOLDER },
  };
}

/** Walks through the pages in both sizes, and on a replayed week. */
const journeys = [
  {
    name: "desktop",
    use: DESKTOP,
    testIgnore: [REPLAY_SPECS, WIRE_SPECS],
    metadata: { state: synthetic.state },
  },
  {
    name: "phone",
    use: PHONE,
    testIgnore: [REPLAY_SPECS, WIRE_SPECS, DESK_SPECS],
    metadata: { state: synthetic.state },
  },
  ...(replay ? [replayProject(replay)] : []),
];

export default defineConfig({
  testDir: "e2e",
  // The others, *.db.test.ts, are Vitest's.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/browser",
  // One exchange clock and one street for each portal: tests that ran side by side would move it under each other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: synthetic.baseURL,
    locale: "en-US",
    timezoneId: "America/New_York",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.E2E_CHROMIUM ? { executablePath: process.env.E2E_CHROMIUM } : {}),
      chromiumSandbox: process.env.E2E_CHROMIUM_SANDBOX === "on",
      args: CHROMIUM_FLAGS,
    },
  },
  // metadata.state: the file in which a fixture finds { baseUrl, databaseUrl } of its portal, for the verify at the end.
  projects: [...journeys, { name: "wire", testMatch: WIRE_SPECS, metadata: { state: synthetic.state } }],
  webServer: [synthetic.server, ...(replay ? [replay.server] : [])],
});
