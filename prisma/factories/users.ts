import { type Instant, toDate } from "@/domain/time/instant";
import { hashPassword } from "@/server/auth/passwords";
import type { Actor, Role } from "@/server/platform/actor";
import type { Db } from "@/server/platform/db";
import { idFrom, newId } from "@/server/platform/ids";

/** A password that keeps the rules; tests and the demo use it where no other is given. */
export const FACTORY_PASSWORD = "calm harbour lantern";

export type UserSeed = {
  email: string;
  displayName?: string;
  password?: string;
  role?: Role;
  isVerified?: boolean;
};

let sharedHash: Promise<string> | null = null;

/** Makes a person who can sign in: a verified investor with FACTORY_PASSWORD unless told otherwise. */
export async function createUser(
  db: Db,
  seed: UserSeed,
  now: Instant,
): Promise<{ id: string; email: string }> {
  sharedHash ??= hashPassword(FACTORY_PASSWORD);
  const passwordHash = seed.password === undefined ? await sharedHash : await hashPassword(seed.password);
  const email = seed.email.toLowerCase();
  return db.user.create({
    data: {
      id: newId(),
      email,
      passwordHash,
      displayName: seed.displayName ?? "Sample Customer",
      role: seed.role ?? "INVESTOR",
      emailVerifiedAt: seed.isVerified === false ? null : toDate(now),
      createdAt: toDate(now),
    },
    select: { id: true, email: true },
  });
}

/** The same person as an actor, as if just signed in with a second factor: for use cases that are called without a browser. */
export async function createActor(db: Db, seed: UserSeed, now: Instant): Promise<Actor> {
  const user = await createUser(db, seed, now);
  return {
    userId: user.id,
    role: seed.role ?? "INVESTOR",
    sessionId: idFrom("factory-session", user.id),
    email: user.email,
    displayName: seed.displayName ?? "Sample Customer",
    emailVerified: seed.isVerified !== false,
    secondFactor: { isEnrolled: true, provenAt: now },
  };
}
