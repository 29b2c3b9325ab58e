import type { Db, Tx } from "@/server/platform/db";
import { NEWS_CHANNEL, newsText } from "@/server/platform/hub";

/** What news can be about: one account, one person, all staff, or the clock. */
export type Topic = `account:${string}` | `user:${string}` | "staff" | "clock";

/** The same news on several topics, in one statement. */
export async function publishAll(tx: Tx | Db, topics: readonly Topic[], detail: string): Promise<void> {
  const texts = topics.map((topic) => newsText(topic, detail));
  await tx.$executeRaw`select pg_notify(${NEWS_CHANNEL}, text) from unnest(${texts}::text[]) as news (text)`;
}

/** Tells listeners of a topic that something changed; heard only if the transaction commits. */
export async function publish(tx: Tx | Db, topic: Topic, detail: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${NEWS_CHANNEL}, ${newsText(topic, detail)})`;
}
