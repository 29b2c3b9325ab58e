import { isAppError } from "@/domain/errors";
import type { Party } from "@/domain/clearing/parties";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const BATCH = 200;
/** Waits between attempts, in seconds; the last one repeats for ever: what we promised to say is said some day. */
const RETRY_AFTER_S = [1, 2, 5, 15, 60];

/** What one party is told with: the message as stored may be sealed, `deliver` opens and hands it over. */
export type Deliveries = Record<
  Party,
  (messages: readonly { messageId: string; payload: Prisma.JsonValue }[]) => Promise<void>
>;

/** What we tell ourselves: the router takes these. */
const OURS = ["ROUTE_ORDER", "ROUTE_EXITS"] as const;

/**
 * Sends what waits in the outbox, in order, one batch per party. At least once: a message may be sent again after a
 * crash, and the other side counts it once by its id. A party that does not answer keeps its messages for later and
 * stops nobody else. Returns how many were handed over.
 */
export async function dispatchOutbox(deps: Deps, deliveries: Deliveries): Promise<number> {
  const waiting = await deps.db.outbox.findMany({
    where: { sentAt: null, kind: { notIn: [...OURS] }, nextAttemptAt: { lte: new Date(deps.clock.now()) } },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  let sent = 0;
  for (const party of ["VENUES", "CLEARING", "BANK"] as const) {
    const messages = waiting.filter((message) => message.party === party);
    if (messages.length === 0) continue;
    const ids = messages.map((message) => message.id);
    try {
      await deliveries[party](messages);
      await deps.db.outbox.updateMany({
        where: { id: { in: ids } },
        data: { sentAt: new Date(deps.clock.now()) },
      });
      sent += messages.length;
    } catch (error) {
      await postpone(deps, party, messages, error);
    }
  }
  return sent;
}

async function postpone(
  deps: Deps,
  party: Party,
  messages: readonly { id: bigint; attempts: number }[],
  error: unknown,
): Promise<void> {
  const attempts = Math.max(...messages.map((message) => message.attempts));
  const seconds = RETRY_AFTER_S[Math.min(attempts, RETRY_AFTER_S.length - 1)] ?? 60;
  const reason = isAppError(error) ? error.code : "unexpected";
  deps.log.warn(
    { err: error, party, waiting: messages.length },
    "a party does not take our messages; trying again",
  );
  await deps.db.outbox.updateMany({
    where: { id: { in: messages.map((message) => message.id) } },
    data: {
      attempts: { increment: 1 },
      lastError: reason,
      nextAttemptAt: new Date(deps.clock.now() + seconds * 1000),
    },
  });
}
