import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Binaries, prepareBinaries } from "@/scripts/database/binaries";
import { canReach, chooseServerUser, giveTo, type ServerUser } from "@/scripts/database/server-user";
import { SetupFailure } from "@/scripts/setup/failure";
import { DATA, ROOT } from "@/scripts/setup/places";

/** Where the embedded database lives on this machine, and as whom. */
export interface Location {
  readonly user: ServerUser;
  readonly binaries: Binaries;
  /** The folder that holds the cluster's folder and its log; the server's user may write in it. */
  readonly base: string;
  /** PostgreSQL's data folder; it may not exist yet. */
  readonly cluster: string;
  readonly log: string;
  /** Set when the data could not be kept in .data/: then the place is worth telling. */
  readonly outside: boolean;
}

/** A short name for this checkout that stays the same from start to start. */
function checkoutName(): string {
  return createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
}

/** Folders that every user may enter, where root may put what the server's user can't reach in the checkout. */
const PUBLIC_FOLDERS = ["/var/lib/rushtrade", path.join(os.tmpdir(), "rushtrade")];

function publicFolder(): string {
  for (const folder of PUBLIC_FOLDERS) {
    try {
      fs.mkdirSync(folder, { recursive: true });
      // Programs are run from there: a folder that another user put in our way is not ours.
      if (fs.statSync(folder).uid !== 0) continue;
      fs.chmodSync(folder, 0o755);
      return folder;
    } catch {
      // A read-only system: the next one.
    }
  }
  throw new SetupFailure(
    `PostgreSQL can't run as root, and its user may not enter “${ROOT}”; move the checkout, or run this as a normal user.`,
  );
}

/** Data that another user made can't be used by this one; PostgreSQL would say so in many words. */
function requireAccess(user: ServerUser, base: string): void {
  const owner = fs.statSync(base).uid;
  const server = user.ids?.uid ?? process.getuid?.();
  if (server === undefined || owner === server) return;
  throw new SetupFailure(
    `The database in “${base}” belongs to user ${owner}; run this as that user or as root, or delete that folder to start with an empty world.`,
  );
}

/**
 * Finds the place for the data: .data/db, or, when root runs the set-up in a checkout that the server's user can't
 * enter, a folder of this checkout's own below /var/lib/rushtrade.
 */
export function locateDatabase(): Location {
  fs.mkdirSync(DATA, { recursive: true });
  const inside = path.join(DATA, "db");
  const user = chooseServerUser([
    inside,
    ...PUBLIC_FOLDERS.map((folder) => path.join(folder, checkoutName())),
  ]);
  const outside = !canReach(user, DATA);
  const base = outside ? path.join(publicFolder(), checkoutName()) : inside;
  if (!fs.existsSync(base)) {
    fs.mkdirSync(base, { mode: 0o700 });
    giveTo(user, base);
  }
  requireAccess(user, base);
  return {
    user,
    binaries: prepareBinaries(user, publicFolder),
    base,
    cluster: path.join(base, "cluster"),
    log: path.join(base, "postgresql.log"),
    outside,
  };
}

/** The place of the databases that only tests use: a cluster of its own in the same folder. */
export function locateTestDatabase(): Location {
  const app = locateDatabase();
  const base = path.join(app.base, "tests");
  if (!fs.existsSync(base)) {
    fs.mkdirSync(base, { mode: 0o700 });
    giveTo(app.user, base);
  }
  return {
    ...app,
    base,
    cluster: path.join(base, "cluster"),
    log: path.join(base, "postgresql.log"),
    outside: false,
  };
}
