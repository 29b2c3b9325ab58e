import type { Instant } from "@/domain/time/instant";
import { messageFrame } from "@/server/market/live-frames";
import type { Line } from "@/server/market/live-line";
import type { OrderNews } from "@/server/orders";

/**
 * No transaction lives longer than this: what was told so long ago has no event with a lower id behind it any more.
 */
export const LONGEST_TRANSACTION_MS = 60_000;
/** Events of one account that are remembered, to know a late one and to resume without asking the database. */
export const REMEMBERED = 2_000;

/**
 * One event as it is sent. Those that were there when the account was first listened to are not `inOrder`: nobody here
 * knows in which order they were committed.
 */
type Told = { bytes: Buffer; heardAt: Instant; inOrder: boolean };

/** What is known of one account's events: all up to `floor` are done with, and those after it that were told. */
export type Channel = {
  accountId: string;
  lines: Set<Line>;
  floor: bigint;
  /** By event id, in the order in which they were told. */
  told: Map<string, Told>;
  newest: string;
  /** Lines that are about to listen. */
  joining: number;
  quietSince: Instant;
  stop: () => void;
};

export const frameOf = ({ event }: OrderNews): Buffer =>
  messageFrame({ kind: "order", ...event }, event.eventId);

export function tell(channel: Channel, news: OrderNews, heardAt: Instant, inOrder: boolean): Told {
  const told = { bytes: frameOf(news), heardAt, inOrder };
  channel.told.set(news.event.eventId, told);
  channel.newest = news.event.eventId;
  return told;
}

/** What was told after an event; null when nobody here remembers in which order. */
export function toldAfter(channel: Channel, eventId: string): Buffer[] | null {
  if (!channel.told.get(eventId)?.inOrder) return null;
  const told = [...channel.told];
  return told.slice(told.findIndex(([id]) => id === eventId) + 1).map(([, { bytes }]) => bytes);
}

/** Forgets what was told long before an instant at which all was read: below it nothing can come any more. */
export function forget(channel: Channel, readAt: Instant): void {
  for (const [id, { heardAt }] of channel.told) {
    if (readAt - heardAt <= LONGEST_TRANSACTION_MS && channel.told.size <= REMEMBERED) return;
    channel.told.delete(id);
    if (BigInt(id) > channel.floor) channel.floor = BigInt(id);
  }
}
