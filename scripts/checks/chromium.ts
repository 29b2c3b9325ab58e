import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { SetupFailure } from "@/scripts/setup/failure";
import { inRoot, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";

/** A browser that was seen to work on this machine. */
export interface Browser {
  readonly executable: string;
  /** Whether it only works without its own sandbox: as root, and in many containers. */
  readonly withoutSandbox: boolean;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium for the browser tests: one that is installed, else Playwright's own download, else, for root on Debian
 * and its kin, the system's package. Throws a SetupFailure when there is none to be had.
 */
export async function ensureChromium(): Promise<Browser> {
  const found = firstWorking(installed());
  if (found) return found;
  await installByPlaywright();
  const downloaded = firstWorking([chromium.executablePath()]);
  if (downloaded) return downloaded;
  await installByApt();
  const packaged = firstWorking(onPath());
  if (packaged) return packaged;
  throw new SetupFailure(
    "The browser tests need Chromium, and it could be neither found on the PATH nor installed; install Chromium or Google Chrome and try again.",
  );
}

function installed(): string[] {
  return [...onPath(), ...ELSEWHERE.filter((file) => fs.existsSync(file)), chromium.executablePath()];
}

function onPath(): string[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).filter((file) =>
    fs.existsSync(file),
  );
}

/** Names on the PATH may lead to stubs, and downloads may lack libraries: each is tried on an empty page. */
function firstWorking(candidates: readonly string[]): Browser | undefined {
  const isRoot = process.getuid?.() === 0;
  for (const executable of new Set(candidates)) {
    if (!fs.existsSync(executable)) continue;
    if (!isRoot && opensAPage(executable, [])) return { executable, withoutSandbox: false };
    if (opensAPage(executable, ["--no-sandbox"])) return { executable, withoutSandbox: true };
  }
  return undefined;
}

function opensAPage(executable: string, flags: readonly string[]): boolean {
  const args = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--dump-dom",
    ...flags,
    "data:text/html,<p>ready</p>",
  ];
  const tried = spawnSync(executable, args, { encoding: "utf8", timeout: 30_000 });
  return tried.status === 0 && tried.stdout.includes("ready");
}

async function installByPlaywright(): Promise<void> {
  const program = inRoot("node_modules", "playwright", "cli.js");
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "20000" };
  await runQuietly(process.execPath, [program, "install", "chromium"], { cwd: ROOT, env });
}

async function installByApt(): Promise<void> {
  if (process.getuid?.() !== 0 || !fs.existsSync("/usr/bin/apt-get")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update"], { cwd: ROOT, env });
  await runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { cwd: ROOT, env });
}
