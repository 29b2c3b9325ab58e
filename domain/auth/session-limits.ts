import { type Instant, plus } from "@/domain/time/instant";

const HOUR = 3_600_000;

/**
 * How long a session lasts: `idle` after its last use, `absolute` after sign-in whatever happens (800-63B-4 asks for
 * 24 hours at most). Staff see other people's data, so theirs are shorter.
 */
const LIMITS = {
  INVESTOR: { idle: 12 * HOUR, absolute: 24 * HOUR },
  REVIEWER: { idle: 2 * HOUR, absolute: 8 * HOUR },
  ADMIN: { idle: 2 * HOUR, absolute: 8 * HOUR },
} as const;

export type SessionRole = keyof typeof LIMITS;

/** The longest that any session may live: the cookie's age. */
export const LONGEST_SESSION_MS = Math.max(...Object.values(LIMITS).map((limit) => limit.absolute));

/** When a session that is used now will end if it is not used again. */
export function sessionExpiry(role: SessionRole, startedAt: Instant, usedAt: Instant): Instant {
  const { idle, absolute } = LIMITS[role];
  const end = plus(startedAt, absolute);
  const idleEnd = plus(usedAt, idle);
  return idleEnd < end ? idleEnd : end;
}

/** A session's end is written again only when it would move by this much, so that reading costs no write. */
export const EXPIRY_STEP_MS = 5 * 60_000;

/** How long somebody who has shown the password has for the rest: a code, or for staff to set up a second factor. */
export const PENDING_MS = 15 * 60_000;

/** How long a browser that was signed in with is known again: as long as browsers keep a cookie. */
export const DEVICE_LIFE_MS = 400 * 24 * HOUR;
