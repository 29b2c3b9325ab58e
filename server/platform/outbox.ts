import { isAppError } from "@/domain/errors";
import type { Party } from "@/domain/clearing/parties";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const BATCH = 200;
/** Waits between attempts, in seconds; the last one repeats for ever: what we promised to say is said some day. */
const RETRY_AFTER_S = [1, 2, 5, 15, 60];

/** What one party is told with: the message as stored may be sealed, `deliver` opens and hands it over. */
export type Deliveries = Record<
  Party,
  (messages: readonly { messageId: string; payload: Prisma.JsonValue }[]) => Promise<void>
>;

/** What we tell ourselves: the router takes these. As the index outbox_to_send names them. */
const OURS = Prisma.sql`('ROUTE_ORDER', 'ROUTE_EXITS')`;

type Waiting = { id: bigint; party: Party; messageId: string; payload: Prisma.JsonValue; attempts: number };

/**
 * The next messages of each party, oldest first. While one of a party's messages waits for its next attempt, those
 * behind it wait too: a cancel that overtook its order would find nothing to cancel.
 */
async function nextMessages(deps: Deps): Promise<Waiting[]> {
  const now = new Date(deps.clock.now());
  return deps.db.$queryRaw<Waiting[]>`
    select o.id, o.party, o.message_id as "messageId", o.payload, o.attempts
    from (values ('VENUES'), ('CLEARING'), ('BANK')) as p(party)
    cross join lateral (
      select * from portal.outbox w where w.sent_at is null and w.party = p.party and w.kind not in ${OURS}
      order by w.id limit ${BATCH}) o
    where not exists (
      select 1 from portal.outbox f where f.sent_at is null and f.party = p.party and f.attempts > 0
        and f.next_attempt_at > ${now}::timestamptz)
    order by o.id`;
}

/**
 * Sends what waits in the outbox, in order, one batch per party. At least once: a message may be sent again after a
 * crash, and the other side counts it once by its id. A party that does not answer keeps its messages for later, in
 * their order, and stops nobody else. Returns how many were handed over.
 */
export async function dispatchOutbox(deps: Deps, deliveries: Deliveries): Promise<number> {
  const waiting = await nextMessages(deps);
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
