import type { Db, Prisma, Tx } from "@/server/platform/db";
import { NEWS_CHANNEL, newsText } from "@/server/platform/hub";

/** What news can be about: one account, one person, all staff, or the clock. */
export type Topic = `account:${string}` | `user:${string}` | "staff" | "clock";

/** The same news on several topics, in one statement. */
export async function publishAll(tx: Tx | Db, topics: readonly Topic[], detail: string): Promise<void> {
  const texts = topics.map((topic) => newsText(topic, detail));
  await tx.$executeRaw`select pg_notify(${NEWS_CHANNEL}, text) from unnest(${texts}::text[]) as news (text)`;
}

/** The same to accounts that the database finds itself: `accounts` selects account_id, each once. */
export async function publishToAccounts(tx: Tx, accounts: Prisma.Sql, detail: string): Promise<void> {
  await tx.$queryRaw`
    select count(pg_notify(${NEWS_CHANNEL}, 'account:' || account_id || ${` ${detail}`})) from (${accounts}) as told`;
}

/** Tells listeners of a topic that something changed; heard only if the transaction commits. */
export async function publish(tx: Tx | Db, topic: Topic, detail: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${NEWS_CHANNEL}, ${newsText(topic, detail)})`;
}
