import type { Instant } from "@/domain/time/instant";

/** Roles in rising order of what they may see; REVIEWER and ADMIN are the broker's staff. */
export const ROLES = ["INVESTOR", "REVIEWER", "ADMIN"] as const;
export type Role = (typeof ROLES)[number];

/** What an actor has shown beside the password. */
export type SecondFactorState = {
  /** An authenticator is set up and counts. */
  isEnrolled: boolean;
  /** When this session last showed a code; null: never. */
  provenAt: Instant | null;
};

/** Who asks: a signed-in person with the session that proves it. */
export type Actor = {
  userId: string;
  role: Role;
  sessionId: string;
  email: string;
  displayName: string;
  emailVerified: boolean;
  /** Absent means the same as not enrolled: whatever needs a second factor is refused. */
  secondFactor?: SecondFactorState;
};

/** Where a request came from, for agreements, sessions, limits and the audit. */
export type Origin = {
  ip: string;
  userAgent: string;
  /** The secret of the browser's device cookie, if it sent one. It is never written down as it is. */
  device?: string | null;
};

/** The part of a `where` that makes another customer's account not be there: `account: heldBy(actor)`. */
export const heldBy = (actor: Pick<Actor, "userId">) => ({ holders: { some: { userId: actor.userId } } });
