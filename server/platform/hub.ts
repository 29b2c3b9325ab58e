import pg from "pg";
import type { Logger } from "@/server/platform/log";

/**
 * Tells listeners in this process what committed in any process: small texts over LISTEN/NOTIFY, keyed by topic
 * ("account:ID", "application:ID", "clock"). A listener only learns that there is news; it reads the rest itself.
 */
export interface Hub {
  /** Calls `listener` for each piece of news of a topic; returns the way to stop. */
  subscribe(topic: string, listener: (detail: string) => void): () => void;
  /**
   * Whether surely nothing was said on these topics from a wall instant (epoch milliseconds) until now; false also where
   * that is not known: before this process listened, or longer ago than it remembers.
   */
  wasQuietSince(topics: readonly string[], wallMs: number): boolean;
  close(): Promise<void>;
}

const CHANNEL = "rushtrade_news";
/** Topics whose last news is remembered by its time. */
const TOPICS_REMEMBERED = 10_000;

/** The SQL that publishes: used inside the transaction that makes the news true. */
export const NEWS_CHANNEL = CHANNEL;
export const newsText = (topic: string, detail: string): string => `${topic} ${detail}`;

/** A hub on one dedicated connection, which is opened again after a loss; `onLost` listeners hear "reconnected". */
export function openHub(url: string, log: Logger): Hub {
  const listeners = new Map<string, Set<(detail: string) => void>>();
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | null = null;
  /** When each topic last had news, the longest ago first; and since when that is all there was. */
  const lastHeard = new Map<string, number>();
  let knowsSince = Number.POSITIVE_INFINITY;

  function remember(topic: string): void {
    lastHeard.delete(topic);
    lastHeard.set(topic, Date.now());
    if (lastHeard.size <= TOPICS_REMEMBERED) return;
    for (const [oldest, at] of lastHeard) {
      lastHeard.delete(oldest);
      knowsSince = Math.max(knowsSince, at + 1);
      return;
    }
  }

  function deliver(topic: string, detail: string): void {
    for (const listener of listeners.get(topic) ?? []) listener(detail);
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      options: "-c role=rushtrade_portal",
      keepAlive: true,
    });
    next.on("notification", ({ payload }) => {
      const text = payload ?? "";
      const space = text.indexOf(" ");
      if (space <= 0) return;
      remember(text.slice(0, space));
      deliver(text.slice(0, space), text.slice(space + 1));
    });
    const lost = () => {
      if (client !== next || closed) return;
      client = null;
      knowsSince = Number.POSITIVE_INFINITY;
      retry = setTimeout(start, 500);
    };
    next.on("error", lost);
    next.on("end", lost);
    await next.connect();
    await next.query(`LISTEN ${CHANNEL}`);
    client = next;
    knowsSince = Date.now();
    // What was missed while the line was down is unknown: everybody looks again.
    for (const topic of listeners.keys()) deliver(topic, "reconnected");
  }

  function start(): void {
    if (closed) return;
    connect().catch((error: unknown) => {
      log.warn({ err: error }, "news line lost; trying again");
      if (!closed) retry = setTimeout(start, 1000);
    });
  }

  return {
    subscribe(topic, listener) {
      if (!client && listeners.size === 0) start();
      const set = listeners.get(topic) ?? new Set();
      set.add(listener);
      listeners.set(topic, set);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(topic);
      };
    },
    wasQuietSince: (topics, wallMs) =>
      wallMs >= knowsSince && topics.every((topic) => (lastHeard.get(topic) ?? 0) < wallMs),
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
