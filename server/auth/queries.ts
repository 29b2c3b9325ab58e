import type { MailboxInput } from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import { deviceName, type MailView, type SessionView } from "@/server/auth/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** The actor's own live sessions, the latest first; at most 50. */
export async function listSessions(deps: Deps, actor: Actor): Promise<SessionView[]> {
  const rows = await deps.db.session.findMany({
    where: { userId: actor.userId, endedAt: null, expiresAt: { gt: toDate(deps.clock.now()) } },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
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
