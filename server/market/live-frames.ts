import type { BookView, ClockView, QuoteView } from "@/server/market/views";
import type { OrderNewsView } from "@/server/orders";
import { LINE_IS_DEAD_AFTER_MS } from "@/server/platform/stream-timing";

/**
 * What one tab hears over its one line: quotes that changed, the books that it asked for, the clock, which parts of
 * its account are news, and what happened to its orders, one by one.
 */
export type LiveMessage =
  | { kind: "quotes"; quotes: QuoteView[] }
  | ({ kind: "book" } & BookView)
  | { kind: "clock"; clock: ClockView }
  | { kind: "news"; about: string }
  | ({ kind: "order" } & OrderNewsView);

/**
 * tRPC's event stream, as its browser client reads it (`httpSubscriptionLink` with superjson): a `connected` event,
 * then messages. EventSource gives a message without an id the last one that it saw, so a line begins with a message
 * that has one, and only order events have their own: that is where a line that comes back resumes.
 */
export const CONNECTED_FRAME = Buffer.from(
  `event: connected\ndata: ${JSON.stringify({ reconnectAfterInactivityMs: LINE_IS_DEAD_AFTER_MS })}\n\n`,
);
export const PING_FRAME = Buffer.from("event: ping\ndata: \n\n");

const frame = (json: string, id?: string): Buffer =>
  Buffer.from(`data: {"json":${json}}\n${id === undefined ? "" : `id: ${id}\n`}\n`);

export const messageFrame = (message: LiveMessage, id?: string): Buffer => frame(JSON.stringify(message), id);

/** Quotes that were serialised before, each by itself. */
export const quotesFrame = (quotes: readonly string[]): Buffer =>
  frame(`{"kind":"quotes","quotes":[${quotes.join(",")}]}`);

/** The end of a line, with the error as tRPC would shape it; its client tries again if the code says that it may. */
export const errorFrame = (shape: unknown): Buffer =>
  Buffer.from(`event: serialized-error\ndata: ${JSON.stringify({ json: shape })}\n\n`);

// Not `.*`: a dot stops at U+2028 and U+2029, which JSON leaves as they are and which end no line of an event stream.
const MESSAGE = /^data: \{"json":([^\n]*)\}\n(?:id: (\d+)\n)?$/;

/** Reads frames back, as the client does: the messages with their own ids, what is not a message left out. */
export function readFrames(bytes: Buffer): { message: LiveMessage; id: string | null }[] {
  return bytes
    .toString()
    .split("\n\n")
    .flatMap((text) => {
      const [, json, id] = MESSAGE.exec(`${text}\n`) ?? [];
      return json === undefined ? [] : [{ message: JSON.parse(json) as LiveMessage, id: id ?? null }];
    });
}
