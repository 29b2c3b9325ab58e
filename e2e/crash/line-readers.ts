import { get, type IncomingMessage } from "node:http";
import { z } from "zod";

/**
 * Many readers of live lines, in a process of their own (started by stream-load.spec.ts with fork). Named ones keep
 * what they hear of orders and can be dropped, when they come back as a browser does; deaf ones never read.
 */
const lineInput = z.object({
  url: z.string(),
  cookie: z.string(),
  name: z.string().nullable(),
  isDeaf: z.boolean(),
});
export const readerOrder = z.discriminatedUnion("do", [
  z.object({ do: z.literal("open"), lines: z.array(lineInput) }),
  z.object({ do: z.literal("drop"), names: z.array(z.string()) }),
  z.object({ do: z.literal("tell") }),
]);
export const readerAnswer = z.object({
  failed: z.string().nullable(),
  open: z.number(),
  events: z.number(),
  /** By name: where the line began, and the ids of all order events that it heard, in their order. */
  heard: z.record(z.string(), z.object({ from: z.string(), orders: z.array(z.string()) })),
});
export type ReaderOrder = z.infer<typeof readerOrder>;
export type ReaderAnswer = z.infer<typeof readerAnswer>;
type LineInput = z.infer<typeof lineInput>;

const OPEN_AT_ONCE = 40;

let open = 0;
let events = 0;
let failed: string | null = null;

class Reader {
  readonly of: LineInput;
  from = "";
  lastId = "";
  readonly orders: string[] = [];
  #response: IncomingMessage | null = null;

  constructor(of: LineInput) {
    this.of = of;
  }

  /** Done when the line has begun; for a deaf one, when the server has answered. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const resumed = this.lastId === "" ? {} : { "last-event-id": this.lastId };
      const headers = { cookie: this.of.cookie, ...resumed };
      get(this.of.url, { agent: false, headers }, (response) => {
        this.#response = response;
        open++;
        response.once("close", () => open--);
        if (this.of.isDeaf) {
          response.pause();
          return resolve();
        }
        let rest = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          const frames = (rest + text).split("\n\n");
          rest = frames.pop() ?? "";
          for (const frame of frames) this.#take(frame);
          if (this.lastId !== "") resolve();
        });
        response.on("error", () => {});
      }).on("error", reject);
    });
  }

  #take(frame: string): void {
    events++;
    if (frame.startsWith("event: serialized-error")) failed = frame;
    const id = /\nid: (\d+)/.exec(frame)?.[1];
    if (id === undefined) return;
    this.lastId = id;
    if (this.from === "") this.from = id;
    if (frame.includes('"kind":"order"')) this.orders.push(id);
  }

  async drop(): Promise<void> {
    this.#response?.destroy();
    await this.open();
  }
}

const readers: Reader[] = [];

async function inTurns(all: readonly Reader[], work: (reader: Reader) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += OPEN_AT_ONCE)
    await Promise.all(all.slice(from, from + OPEN_AT_ONCE).map(work));
}

async function obey(message: unknown): Promise<ReaderAnswer> {
  const given = readerOrder.parse(message);
  if (given.do === "open") {
    const opened = given.lines.map((line) => new Reader(line));
    readers.push(...opened);
    await inTurns(opened, (reader) => reader.open());
  }
  if (given.do === "drop") {
    const names = new Set(given.names);
    await inTurns(
      readers.filter(({ of }) => of.name !== null && names.has(of.name)),
      (reader) => reader.drop(),
    );
  }
  const named = readers.filter(({ of }) => of.name !== null);
  return {
    failed,
    open,
    events,
    heard: Object.fromEntries(named.map(({ of, from, orders }) => [of.name ?? "", { from, orders }])),
  };
}

process.on("message", (message) => {
  obey(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error), open, events, heard: {} }),
  );
});
process.on("disconnect", () => process.exit(0));
