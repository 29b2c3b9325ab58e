#!/usr/bin/env node
// The first file that every npm script runs: `node scripts/run.mjs <task> [arguments]`.
//
// It must work on a bare clone with nothing installed, so it is plain JavaScript for Node 20.19 with no dependency.
// It brings Node 24 if the machine's Node is older, brings node_modules in line with package-lock.json,
// and then runs scripts/<task>.ts under both.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const NODE_WANTED = 24;
const NODE_LEAST = [20, 19];
const BROUGHT_NODE_BIN = path.join(ROOT, ".node", "node_modules", ".bin");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const EXIT_WITH_PARENT = pathToFileURL(path.join(ROOT, "scripts", "exit-with-parent.mjs")).href;

/** An expected failure: its message is one sentence for the person at the keyboard. */
class Failure extends Error {}

/** Shows a step while it runs (a ticking line on a terminal, two plain lines elsewhere) and how long it took. */
async function step(label, work) {
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1000).toFixed(0);
  const live = process.stdout.isTTY === true;
  if (!live) console.log(`… ${label}`);
  const draw = () => process.stdout.write(`\r\x1b[2K… ${label} (${seconds()} s)`);
  const timer = live ? setInterval(draw, 500) : undefined;
  if (live) draw();
  try {
    await work();
  } finally {
    clearInterval(timer);
    if (live) process.stdout.write("\r\x1b[2K");
  }
  console.log(`✓ ${label} (${seconds()} s)`);
}

const INSTALLER_NOTE = path.join(ROOT, ".node", "installer.pid");

/** Ends an npm that goes on though the set-up that started it was killed: two of them would spoil each other's work. */
function endEarlierInstaller() {
  if (!existsSync(INSTALLER_NOTE)) return;
  const pid = Number(readFileSync(INSTALLER_NOTE, "utf8"));
  if (pid > 0 && /npm/.test(look(pid)?.command ?? "")) process.kill(pid, "SIGKILL");
  rmSync(INSTALLER_NOTE, { force: true });
}

function noteInstaller(pid) {
  mkdirSync(path.dirname(INSTALLER_NOTE), { recursive: true });
  writeFileSync(INSTALLER_NOTE, String(pid ?? 0));
}

/** Runs npm quietly. When it fails, npm's own first explanation becomes the sentence that is shown. */
async function npm(args, purpose) {
  endEarlierInstaller();
  const ours = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  const [command, ...prefix] = ours ? [process.execPath, ours] : ["npm"];
  const child = spawn(command, [...prefix, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
    shell: process.platform === "win32" && !ours,
    // Not every set-up step is a build for production: the development tools are needed too.
    env: { ...process.env, NODE_ENV: "development", npm_config_update_notifier: "false" },
  });
  noteInstaller(child.pid);
  // npm would first roll back, for minutes on a slow machine. A half install is swept away by the next one anyway.
  const stop = () => {
    child.kill("SIGKILL");
    process.exit(130);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-20_000);
  });
  const code = await new Promise((resolve) => {
    child.on("error", () => resolve("npm could not be started; is it on the PATH?"));
    child.on("close", resolve);
  });
  for (const signal of SIGNALS) process.off(signal, stop);
  rmSync(INSTALLER_NOTE, { force: true });
  if (code === 0) return;
  const reasons = said
    .split("\n")
    .filter((line) => line.startsWith("npm error") || line.startsWith("npm ERR!"))
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, ""))
    .filter((line) => line && !/^(code|errno|syscall|path|A complete log)/.test(line));
  throw new Failure(
    `${purpose}: ${typeof code === "string" ? code : (reasons[0] ?? `npm ended with code ${code}`)}`,
  );
}

const versionOf = (text) => text.replace(/^v/, "").split(".").map(Number);

function isRecentEnough(binary) {
  if (!existsSync(binary)) return false;
  const asked = spawnSync(binary, ["--version"], { encoding: "utf8" });
  return asked.status === 0 && (versionOf(asked.stdout.trim())[0] ?? 0) >= NODE_WANTED;
}

/** npm's package that holds the Node executable for this machine, and nothing but it. */
function nodePackage() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}@${NODE_WANTED}`;
}

/** The path of a Node that the project can run on: this one, or the one brought into .node/. */
async function nodeToUse() {
  const [major = 0, minor = 0] = versionOf(process.versions.node);
  if (major < NODE_LEAST[0] || (major === NODE_LEAST[0] && minor < NODE_LEAST[1])) {
    throw new Failure(
      `Node ${NODE_LEAST.join(".")} or newer is needed to set this up; this is Node ${process.versions.node}.`,
    );
  }
  if (major >= NODE_WANTED) return process.execPath;
  const brought = path.join(BROUGHT_NODE_BIN, process.platform === "win32" ? "node.cmd" : "node");
  if (isRecentEnough(brought)) return brought;
  const purpose = `Node ${NODE_WANTED} could not be fetched from the npm registry (this machine has ${process.versions.node})`;
  // The package of one platform needs no install script, so it arrives whatever npm's policy on scripts is.
  await step(`fetching Node ${NODE_WANTED} into .node/`, () =>
    npm(
      [
        "install",
        "--prefix",
        path.join(ROOT, ".node"),
        "--no-save",
        "--no-package-lock",
        "--ignore-scripts",
        nodePackage(),
      ],
      purpose,
    ),
  );
  if (!isRecentEnough(brought))
    throw new Failure(`${purpose}: the executable that arrived does not run here.`);
  return brought;
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), "utf8")).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Whether npm would install this entry here. Entries for one C library only are left to npm to judge. */
function isForThisMachine({ os, cpu, libc, optional }) {
  const fits = (list, value) =>
    !list ||
    (list.includes(value) ? true : list.some((name) => name.startsWith("!")) && !list.includes(`!${value}`));
  if (!fits(os, process.platform) || !fits(cpu, process.arch)) return false;
  return !(optional && (libc || !(os || cpu)));
}

/**
 * Whether node_modules holds what package-lock.json says. npm writes node_modules/.package-lock.json last, so an
 * interrupted install, another branch's lock file or another machine's copy are all seen here.
 */
function dependenciesMatch() {
  const wanted = readLock("package-lock.json");
  const present = readLock("node_modules/.package-lock.json");
  if (!wanted) throw new Failure("package-lock.json is missing or unreadable; restore it from git.");
  if (!present) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === "" || entry.link || !isForThisMachine(entry)) return true;
    const found = present[place];
    return (
      found?.version === entry.version &&
      found?.integrity === entry.integrity &&
      existsSync(path.join(ROOT, place))
    );
  });
}

async function ensureDependencies() {
  if (dependenciesMatch()) return;
  await step("installing dependencies", async () => {
    // From nothing, as `npm ci` does: what an interrupted install left half unpacked looks whole to npm.
    rmSync(path.join(ROOT, "node_modules"), { recursive: true, force: true });
    // Not `npm ci` itself: it refuses a lock file that was made where the registry lacks some other platform's
    // packages, though none of those would be installed here. --no-save leaves the lock file as it is.
    // No install script is run: none of our packages needs one (the database's library links are made by the set-up),
    // and Prisma's would download a binary that we do not use.
    await npm(
      ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"],
      "The dependencies could not be installed",
    );
  });
  if (!dependenciesMatch())
    throw new Failure("npm installed something else than package-lock.json says; is it up to date?");
}

/** Runs a child to its end in the foreground, hands signals on, and returns the exit code to give. */
function inForeground(command, args, env) {
  const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", env });
  // A terminal's Ctrl-C reaches the child by itself; we only have to outlive it.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  watchAncestors(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Failure(`${command} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}

/** A process's parent, and the start of its command; undefined when it has ended. */
function look(pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return state === "Z"
        ? undefined
        : { parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, "utf8") };
    }
    const asked = spawnSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" });
    const found = /^\s*(\d+)\s+(.*)/.exec(asked.stdout ?? "");
    return found ? { parent: Number(found[1]), command: found[2] } : undefined;
  } catch {
    return undefined;
  }
}

/** The npm that runs us, if one does: it may be our parent, or stand behind a shell and our own first half. */
function findNpm() {
  if (!process.env.npm_lifecycle_event) return undefined;
  let pid = process.ppid;
  for (let steps = 0; steps < 4; steps += 1) {
    const seen = look(pid);
    if (!seen) return undefined;
    if (/^(npm\b|\S*node\0?\s?\S*npm)/.test(seen.command)) return pid;
    pid = seen.parent;
  }
  return undefined;
}

/** When npm or our parent is killed, nothing tells us: we have to look. */
function watchAncestors(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const [parent, npmProcess] = [process.ppid, findNpm()];
  const timer = setInterval(() => {
    if (process.ppid === parent && (npmProcess === undefined || look(npmProcess))) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}

/** These tasks import the portal itself, and so the database client, before they could make it. */
const IMPORTS_CLIENT = new Set(["bench", "faults", "october-2004", "watch-list"]);

async function main() {
  const [task, ...args] = process.argv.slice(2);
  const script = path.join(ROOT, "scripts", `${task}.ts`);
  if (!task || !/^[a-z][a-z0-9-]*$/.test(task) || !existsSync(script)) {
    throw new Failure(`There is no task “${task ?? ""}”; the tasks are the scripts in package.json.`);
  }
  const node = await nodeToUse();
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  if (node !== process.execPath) {
    env.PATH = [BROUGHT_NODE_BIN, process.env.PATH].join(path.delimiter);
    return inForeground(node, [fileURLToPath(import.meta.url), task, ...args], env);
  }
  await ensureDependencies();
  const run = (file, given) =>
    inForeground(node, ["--import", EXIT_WITH_PARENT, "--import", "tsx", file, ...given], env);
  if (IMPORTS_CLIENT.has(task)) {
    const code = await run(path.join(ROOT, "scripts", "client.ts"), []);
    if (code !== 0) return code;
  }
  return run(script, args);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
}
