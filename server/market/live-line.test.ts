import fc from "fast-check";
import { expect, test } from "vitest";
import type { AppError } from "@/domain/errors";
import { type LiveMessage, messageFrame, readFrames } from "@/server/market/live-frames";
import { Line } from "@/server/market/live-line";

/** A reader that takes so many bytes before it is behind, and again as many each time it reads. */
class Reader {
  readonly received: LiveMessage[] = [];
  ending: { reason: AppError | null } | null = null;
  #room: number;
  readonly #window: number;
  most = 0;
  #waiting = 0;

  constructor(window: number) {
    this.#window = window;
    this.#room = window;
  }

  write(bytes: Buffer): boolean {
    this.received.push(...readFrames(bytes).map(({ message }) => message));
    this.#room -= bytes.length;
    this.#waiting += bytes.length;
    this.most = Math.max(this.most, this.#waiting);
    return this.#room > 0;
  }

  end(reason: AppError | null): void {
    this.ending = { reason };
  }

  read(line: Line): void {
    this.#room = this.#window;
    this.#waiting = 0;
    line.drained();
  }
}

const of = {
  sessionId: "s",
  userId: "u",
  isStaff: false,
  accountId: "a",
  symbols: ["F", "KO"],
  books: ["F"],
};

function setUp(window: number) {
  const prices = new Map<string, number>();
  const reader = new Reader(window);
  const newest = {
    quote: (symbol: string) => JSON.stringify({ symbol, last: String(prices.get(symbol)) }),
    book: (symbol: string) => messageFrame({ kind: "news", about: `book ${symbol} ${prices.get(symbol)}` }),
  };
  const ended: Line[] = [];
  const line = new Line(of, reader, newest, (each) => ended.push(each));
  const order = (eventId: number) =>
    line.sendOrder(messageFrame({ kind: "news", about: `order ${eventId}` }, String(eventId)));
  const quote = (symbol: string, price: number) => {
    prices.set(symbol, price);
    const bytes = Buffer.from(`data: {"json":{"kind":"quotes","quotes":[${newest.quote(symbol)}]}}\n\n`);
    line.sendQuotes(bytes, [symbol]);
  };
  return { line, reader, ended, order, quote };
}

const ordersOf = (reader: Reader) =>
  reader.received.flatMap((message) =>
    message.kind === "news" && message.about.startsWith("order ") ? [Number(message.about.slice(6))] : [],
  );
const lastQuotes = (reader: Reader) => {
  const last = new Map<string, string | null>();
  for (const message of reader.received)
    if (message.kind === "quotes")
      for (const { symbol, last: price } of message.quotes) last.set(symbol, price);
  return last;
};

test("what happens before a line has begun comes after what it begins with", () => {
  const { line, reader, order } = setUp(10_000);
  order(1);
  line.sendNews("cash");
  line.begin(messageFrame({ kind: "news", about: "first" }));
  expect(reader.received.map((message) => (message.kind === "news" ? message.about : ""))).toEqual([
    "first",
    "order 1",
    "cash",
  ]);
});

test("whatever the reader does, it hears every order event in order and ends with the newest quotes", () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("quote" as const), symbol: fc.constantFrom("F", "KO"), price: fc.nat(99) }),
    fc.record({ do: fc.constant("order" as const) }),
    fc.record({ do: fc.constant("read" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 600 }), (steps, window) => {
      const { line, reader, order, quote } = setUp(window);
      line.begin(Buffer.from("event: connected\ndata: {}\n\n"));
      const prices = new Map<string, string>();
      let orders = 0;
      for (const each of steps) {
        if (each.do === "order") order(++orders);
        if (each.do === "read") reader.read(line);
        if (each.do === "quote") {
          quote(each.symbol, each.price);
          prices.set(each.symbol, String(each.price));
        }
      }
      for (let reads = 0; reads < 10; reads++) reader.read(line);
      expect(ordersOf(reader)).toEqual(Array.from({ length: orders }, (_, n) => n + 1));
      expect(lastQuotes(reader)).toEqual(prices);
      expect(line.isOpen && !line.isBehind).toBe(true);
    }),
  );
});

test("a reader that takes nothing costs no more than its bound, and quotes never end a line", () => {
  const { line, reader, quote } = setUp(1);
  line.begin(Buffer.from("event: connected\ndata: {}\n\n"));
  for (let n = 0; n < 100_000; n++) quote(n % 2 === 0 ? "F" : "KO", n);
  for (let n = 0; n < 1_000; n++) line.sendNews(`kind ${n}`);
  expect(reader.most).toBeLessThan(100);
  expect(line.isOpen).toBe(true);
  reader.read(line);
  expect(reader.received.filter(({ kind }) => kind === "news").length).toBeLessThanOrEqual(34);
});

test("order events that cannot be delivered end the line with a sentence instead of being lost", () => {
  const { line, reader, ended, order } = setUp(1);
  line.begin(Buffer.from("event: connected\ndata: {}\n\n"));
  let most = 0;
  for (let n = 1; n < 10_000; n++) {
    order(n);
    most = Math.max(most, line.heldBytes);
  }
  expect(most).toBeLessThan(65 * 1024);
  expect(line.isOpen).toBe(false);
  expect(ended).toEqual([line]);
  expect(reader.ending?.reason?.code).toBe("MARKET_DATA_UNAVAILABLE");
  expect(reader.ending?.reason?.message).toMatch(/could not keep up/);
  reader.read(line);
  expect(ordersOf(reader)).toEqual([]);
});
