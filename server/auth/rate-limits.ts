import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/domain/errors";
import { sha256 } from "@/server/platform/crypto";
import type { Db } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const DAYS = 24 * 60 * 60;

/**
 * `points` tries in `seconds`, counted per key in the database, so that every instance counts together. The LONG ones
 * are counts of failures in a row (NIST SP 800-63B-4, 3.2.2: at most 100 for one authenticator): what succeeds ends them.
 */
const LIMITS = {
  /** One person from one place: what somebody who forgot a password needs, and no more. */
  SIGN_IN_PERSON_AND_PLACE: { points: 10, seconds: 15 * 60 },
  /** One person from anywhere: guessing spread over many machines. */
  SIGN_IN_PERSON: { points: 50, seconds: 60 * 60 },
  /** One place for anybody: one password tried on many people. */
  SIGN_IN_PLACE: { points: 100, seconds: 15 * 60 },
  SIGN_IN_PERSON_LONG: { points: 100, seconds: 30 * DAYS },
  /** One person in a browser of theirs: nobody else can use this up. */
  SIGN_IN_DEVICE: { points: 10, seconds: 15 * 60 },
  SIGN_IN_DEVICE_LONG: { points: 100, seconds: 30 * DAYS },
  /** Codes: of six digits three are right at a time, so the tries are few. */
  CODE_PERSON: { points: 10, seconds: 15 * 60 },
  CODE_PERSON_LONG: { points: 100, seconds: 30 * DAYS },
  /** How often the owner of a sign-in is warned of wrong codes. */
  WARNING_PERSON: { points: 1, seconds: 60 * 60 },
  CODE_PLACE: { points: 100, seconds: 15 * 60 },
  CODE_DEVICE: { points: 10, seconds: 15 * 60 },
  CODE_DEVICE_LONG: { points: 100, seconds: 30 * DAYS },
  SIGN_UP_PLACE: { points: 60, seconds: 60 * 60 },
  /** Mails that a stranger can have sent to one address. */
  MAIL_PERSON: { points: 5, seconds: 60 * 60 },
  MAIL_PLACE: { points: 60, seconds: 60 * 60 },
  TOKEN_PLACE: { points: 60, seconds: 15 * 60 },
  PASSWORD_CHANGE_PERSON: { points: 10, seconds: 15 * 60 },
  /** Files that one person may send in: a dozen with many tries. */
  EVIDENCE_PERSON: { points: 60, seconds: 60 * 60 },
} as const;

export type LimitName = keyof typeof LIMITS;
export type LimitKey = readonly [LimitName, string];

const UNKNOWN = "We cannot check attempts at the moment, so nothing was done. Please try again in a minute.";

/** What rate-limiter-flexible wants of a PostgreSQL client, on the portal's own pool. */
function storeClient(db: Db) {
  return {
    async query({ text, values }: { text: string; values: unknown[] }) {
      const rows = await db.$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values);
      const plain = rows.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) }));
      return { rows: plain, rowCount: plain.length };
    },
  };
}

const limiters = new WeakMap<Db, Map<LimitName, RateLimiterPostgres>>();

function limiterOf(db: Db, name: LimitName): RateLimiterPostgres {
  const known = limiters.get(db) ?? new Map<LimitName, RateLimiterPostgres>();
  limiters.set(db, known);
  let limiter = known.get(name);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: storeClient(db),
      storeType: "client",
      schemaName: "portal",
      tableName: "rate_limit",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points: LIMITS[name].points,
      duration: LIMITS[name].seconds,
    });
    known.set(name, limiter);
  }
  return limiter;
}

/** Keys are hashed: the table of counters is no list of who tried to sign in. */
const keyOf = (subject: string): string => sha256(subject).slice(0, 40);

function waitSentence(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes > 24 * 60)
    return "Too many attempts. Use a browser that you have signed in with before, or choose a new password by mail.";
  return `Too many attempts. Please try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}

/**
 * Counts one attempt under each key. Throws RATE_LIMITED, with how long to wait, as soon as one is used up; and when
 * the counters cannot be read, because an attempt that nobody counts is one too many.
 */
export async function countAttempt(deps: Deps, keys: readonly LimitKey[]): Promise<void> {
  for (const [name, subject] of keys) {
    try {
      await limiterOf(deps.db, name).consume(keyOf(subject));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes)
        throw new AppError("RATE_LIMITED", waitSentence(refusal.msBeforeNext));
      deps.log.error({ err: refusal }, "rate limit cannot be checked");
      throw new AppError("RATE_LIMITED", UNKNOWN);
    }
  }
}

/** Takes a counted attempt back: it turned out to be the right person. A count of failures in a row is over. */
export async function forgiveAttempt(deps: Deps, keys: readonly LimitKey[]): Promise<void> {
  await Promise.all(
    keys.map(([name, subject]) => {
      const limiter = limiterOf(deps.db, name);
      return name.endsWith("_LONG") ? limiter.delete(keyOf(subject)) : limiter.reward(keyOf(subject));
    }),
  );
}

/** Begins these counts anew: the person has shown in another way that it is they. */
export async function clearAttempts(deps: Deps, keys: readonly LimitKey[]): Promise<void> {
  await Promise.all(keys.map(([name, subject]) => limiterOf(deps.db, name).delete(keyOf(subject))));
}

/** Removes counters that no longer count. */
export async function removeOldCounters(deps: Deps): Promise<number> {
  const now = BigInt(deps.clock.now());
  const { count } = await deps.db.rateLimit.deleteMany({ where: { expire: { lt: now } } });
  return count;
}
