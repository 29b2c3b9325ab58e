import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { SetupFailure } from "@/scripts/setup/failure";

/** The system user that PostgreSQL runs as. Without ids it is the user of this process. */
export interface ServerUser {
  readonly ids?: { readonly uid: number; readonly gid: number };
  readonly name: string;
}

const OWN_USER = "rushtrade";

/**
 * Chooses the user for the database server. A normal user runs it as itself. PostgreSQL refuses to run as root, so
 * root lends it another user: the owner of the data if there is any, else the system's "postgres", else a system user
 * of our own, made now, else "nobody".
 */
export function chooseServerUser(dataFolders: readonly string[]): ServerUser {
  if (process.getuid?.() !== 0) return { name: `user ${process.getuid?.() ?? ""}`.trim() };
  const owner = dataFolders.map(ownerOf).find((user) => user !== undefined);
  const user = owner ?? findUser("postgres") ?? findUser(OWN_USER) ?? makeUser() ?? findUser("nobody");
  if (!user) {
    throw new SetupFailure(
      "PostgreSQL can't run as root and no other user was found or could be made; run this as a normal user.",
    );
  }
  return user;
}

function ownerOf(folder: string): ServerUser | undefined {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  if (!stat || stat.uid === 0) return undefined;
  return { name: `user ${stat.uid}`, ids: { uid: stat.uid, gid: stat.gid } };
}

function findUser(name: string): ServerUser | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    spawnSync("id", [flag, name], { encoding: "utf8" }).stdout?.trim(),
  );
  if (!uid || !gid) return undefined;
  return { name, ids: { uid: Number(uid), gid: Number(gid) } };
}

/** Debian, Red Hat and their kin have useradd; Alpine has adduser. */
function makeUser(): ServerUser | undefined {
  const ways: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN_USER]],
    ["adduser", ["-S", "-D", "-H", OWN_USER]],
  ];
  for (const [command, args] of ways) {
    if (spawnSync(command, args).status === 0) return findUser(OWN_USER);
  }
  return undefined;
}

/** Whether that user may enter the folder (or run the file), asked by trying, so that ACLs count too. */
export function canReach(user: ServerUser, place: string): boolean {
  if (!user.ids) return true;
  return spawnSync("/bin/sh", ["-c", 'test -x "$0"', place], { ...user.ids, cwd: "/" }).status === 0;
}

/** Gives a folder or file to the server's user. */
export function giveTo(user: ServerUser, place: string): void {
  if (user.ids) fs.chownSync(place, user.ids.uid, user.ids.gid);
}
