import type { MailboxInput } from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import { secretContext } from "@/server/auth/second-factor-keys";
import { totpCode } from "@/server/auth/totp";
import { type DemoCodeView, deviceName, type MailView, type SessionView } from "@/server/auth/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** The actor's own live sessions, the one in use first, then the latest; at most 50. Half a sign-in is none. */
export async function listSessions(deps: Deps, actor: Actor): Promise<SessionView[]> {
  const isEnrolled = actor.secondFactor?.isEnrolled ?? false;
  const found = await deps.db.session.findMany({
    where: {
      userId: actor.userId,
      endedAt: null,
      expiresAt: { gt: toDate(deps.clock.now()) },
      ...(isEnrolled ? { secondFactorAt: { not: null } } : {}),
    },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
  });
  const rows = found.toSorted((a, b) => Number(b.id === actor.sessionId) - Number(a.id === actor.sessionId));
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    ip: row.ip,
    device: deviceName(row.userAgent),
    isCurrent: row.id === actor.sessionId,
  }));
}

function pathOf(link: string | null): string | null {
  const url = link === null ? null : URL.parse(link);
  return url ? `${url.pathname}${url.search}` : null;
}

/** The latest 50 messages to an address. Outside development and the demo there is no such thing: NOT_FOUND. */
export async function readMailbox(deps: Deps, input: MailboxInput): Promise<MailView[]> {
  if (deps.env.APP_MODE === "production") throw new AppError("NOT_FOUND");
  const rows = await deps.db.mailMessage.findMany({
    where: { recipient: input.address },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    body: row.body,
    href: pathOf(row.link),
    sentAt: row.createdAt.toISOString(),
  }));
}

/**
 * The code of this moment, for whoever tries the demonstration without an authenticator app. Outside development and the
 * demo there is no such thing: NOT_FOUND. Null for a person without a second factor.
 */
export async function readDemoCode(deps: Deps, input: MailboxInput): Promise<DemoCodeView | null> {
  if (deps.env.APP_MODE === "production") throw new AppError("NOT_FOUND");
  const factor = await deps.db.secondFactor.findFirst({ where: { user: { email: input.address } } });
  if (!factor?.secretSealed) return null;
  const key = deps.cipher.decrypt(factor.secretSealed, secretContext(factor.userId));
  return totpCode(key, deps.clock.now());
}
