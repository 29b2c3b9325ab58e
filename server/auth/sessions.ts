import { EXPIRY_STEP_MS, PENDING_MS, sessionExpiry } from "@/domain/auth/session-limits";
import { AppError } from "@/domain/errors";
import { type Instant, instantFromDate, plus, toDate } from "@/domain/time/instant";
import type { Actor, Origin, Role } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/** The news, to the person's own topic, that sessions of theirs have ended: what they hold open is looked at again. */
export const SESSION_NEWS = "session";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type SessionRow = {
  created_at: Date;
  last_seen_at: Date;
  second_factor_at: Date | null;
  is_enrolled: boolean;
  user_id: string;
  email: string;
  display_name: string;
  role: Role;
  email_verified: boolean;
};

type Starting = {
  user: { id: string; role: Role };
  origin: Origin;
  deviceId: string | null;
  /** The password alone does not sign this person in. */
  isPending: boolean;
};

/** Starts a session for somebody who has just shown the password; returns its id, which the cookie carries. */
export async function startSession(
  tx: Tx,
  { user, origin, deviceId, isPending }: Starting,
  now: Instant,
): Promise<string> {
  const id = newId();
  const expiresAt = toDate(isPending ? plus(now, PENDING_MS) : sessionExpiry(user.role, now, now));
  await tx.session.create({
    data: {
      id,
      userId: user.id,
      createdAt: toDate(now),
      lastSeenAt: toDate(now),
      expiresAt,
      deviceId,
      ip: origin.ip,
      userAgent: origin.userAgent,
    },
  });
  await recordAudit(tx, {
    actor: { userId: user.id, role: user.role },
    action: "session.started",
    subjectType: "session",
    subjectId: id,
    detail: { ip: origin.ip, isPending },
    at: now,
  });
  return id;
}

/**
 * Who a session belongs to, and what they have shown; null if there is none, it has ended or it has run out. One
 * statement; a session in use has its end moved at most every five minutes, one that waits for a code never.
 */
export async function readSession(deps: Deps, sessionId: string): Promise<Actor | null> {
  if (!UUID.test(sessionId)) return null;
  const now = deps.clock.now();
  const [row] = await deps.db.$queryRaw<SessionRow[]>`
    select s.created_at, s.last_seen_at, s.second_factor_at, u.id as user_id, u.email, u.display_name, u.role,
           u.email_verified_at is not null as email_verified, f.secret_sealed is not null as is_enrolled
    from portal.session s join portal.users u on u.id = s.user_id
      left join portal.second_factor f on f.user_id = s.user_id
    where s.id = ${sessionId}::uuid and s.ended_at is null and s.expires_at > ${toDate(now)}`;
  if (!row) return null;
  const provenAt = row.second_factor_at && instantFromDate(row.second_factor_at);
  const actor: Actor = {
    userId: row.user_id,
    role: row.role,
    sessionId,
    email: row.email,
    displayName: row.display_name,
    emailVerified: row.email_verified,
    secondFactor: { isEnrolled: row.is_enrolled, provenAt },
  };
  if (isSignedIn(actor) && now - row.last_seen_at.getTime() >= EXPIRY_STEP_MS) {
    const expiry = sessionExpiry(row.role, instantFromDate(row.created_at), now);
    await deps.db.session.updateMany({
      where: { id: sessionId, endedAt: null },
      data: { expiresAt: toDate(expiry), lastSeenAt: toDate(now) },
    });
  }
  return actor;
}

/** Signed in: the password, and the code of a second factor where there is one. Staff must have one. */
export const isSignedIn = ({ role, secondFactor }: Actor): boolean =>
  secondFactor?.isEnrolled ? secondFactor.provenAt !== null : role === "INVESTOR";

/** Ends one session of this person. NOT_FOUND if it is not theirs or has ended. */
export async function endSession(deps: Deps, actor: Actor, input: { sessionId: string }): Promise<void> {
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: input.sessionId, userId: actor.userId, endedAt: null },
      data: { endedAt: toDate(now) },
    });
    if (count === 0) throw new AppError("NOT_FOUND");
    await publish(tx, `user:${actor.userId}`, SESSION_NEWS);
    await recordAudit(tx, {
      actor,
      action: "session.ended",
      subjectType: "session",
      subjectId: input.sessionId,
      at: now,
    });
  });
}

/** Ends every session of a person except, perhaps, the one in use; returns how many. */
export async function endSessions(tx: Tx, userId: string, now: Instant, except?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, endedAt: null, ...(except ? { NOT: { id: except } } : {}) },
    data: { endedAt: toDate(now) },
  });
  if (count > 0) await publish(tx, `user:${userId}`, SESSION_NEWS);
  return count;
}

/**
 * Which of these sessions still stand. Unlike `readSession` it does not count as a use: a line that stays open by
 * itself keeps nobody signed in.
 */
export async function sessionsAlive(deps: Deps, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await deps.db.session.findMany({
    where: { id: { in: [...sessionIds] }, endedAt: null, expiresAt: { gt: toDate(deps.clock.now()) } },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}

/** Ends all sessions but the one that asks. */
export async function endOtherSessions(deps: Deps, actor: Actor): Promise<{ ended: number }> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const ended = await endSessions(tx, actor.userId, now, actor.sessionId);
    await recordAudit(tx, {
      actor,
      action: "session.others_ended",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { ended },
      at: now,
    });
    return { ended };
  });
}
