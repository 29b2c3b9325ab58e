import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  createLiveStore,
  type ExchangeClock,
  type LineEvents,
  type LiveMessage,
  type Quote,
} from "@/components/shell/live-store";

const quote = (symbol: string, last: string): Quote => ({
  symbol,
  at: 1_000,
  bid: null,
  bidSize: 0,
  ask: null,
  askSize: 0,
  last,
  previousClose: null,
  change: null,
  changeRatio: null,
});
const clock: ExchangeClock = {
  exchangeNow: 5_000,
  wallNow: 5_000,
  rate: 1,
  ceiling: null,
  isRunningAhead: false,
  hours: "regular",
  phase: "OPEN",
};

type FakeLine = {
  symbols: readonly string[];
  depth: readonly string[];
  events: LineEvents;
  madeAt: number | undefined;
  isOpen: boolean;
};

function setUp(madeAt?: number) {
  const lines: FakeLine[] = [];
  const news: string[] = [];
  const orders: string[] = [];
  const store = createLiveStore(madeAt);
  const detach = store.attach(
    (symbols, events, depth, made) => {
      const line = { symbols, depth, events, madeAt: made, isOpen: true };
      lines.push(line);
      return () => {
        line.isOpen = false;
      };
    },
    (about) => news.push(about),
    (event) => orders.push(event.eventId),
  );
  const line = (index: number): FakeLine => {
    const found = lines[index];
    if (!found) throw new Error(`line ${index} was not opened`);
    return found;
  };
  return { store, detach, lines, line, news, orders };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("one line carries the union of what all widgets watch", () => {
  const { store, lines, line } = setUp();
  store.watch(["AAPL", "F"]);
  store.watch(["F", "KO"]);
  store.start();
  vi.runOnlyPendingTimers();
  expect(lines).toHaveLength(1);
  expect(line(0).symbols).toEqual(["AAPL", "F", "KO"]);
  line(0).events.onMessage({ kind: "quotes", quotes: [quote("F", "12.31")] });
  expect(store.now().quotes.get("F")?.last).toBe("12.31");
  expect(store.now().heardAt).toBe(1_000);
});

test("the first word says that something may have happened since the page was made", () => {
  const { store, line, news } = setUp();
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  line(0).events.onMessage({ kind: "clock", clock });
  expect(news).toEqual(["reconnected"]);
});

test("where it is known when the page was made, the server says whether something has happened since", () => {
  const { store, lines, line, news } = setUp(4_000);
  store.start();
  store.watch(["AAPL"]);
  vi.advanceTimersByTime(100);
  // Nobody has heard the first line yet: the one in its place asks for the same.
  expect(lines.map(({ madeAt }) => madeAt)).toEqual([4_000, 4_000]);
  line(1).events.onMessage({ kind: "clock", clock });
  expect(news).toEqual([]);
  line(1).events.onMessage({ kind: "news", about: "reconnected" });
  expect(news).toEqual(["reconnected"]);
  store.watch(["KO"]);
  vi.advanceTimersByTime(100);
  expect(line(2).madeAt).toBeUndefined();
});

test("a line that is lost before its first word has missed whatever happened", () => {
  const { store, lines, line, news } = setUp(4_000);
  store.start();
  line(0).events.onEnd();
  vi.advanceTimersByTime(1_000);
  expect(lines.map(({ madeAt }) => madeAt)).toEqual([4_000, undefined]);
  line(1).events.onMessage({ kind: "clock", clock });
  expect(news).toEqual(["reconnected"]);
});

test("a symbol more opens a new line first and closes the old one when the new one speaks", () => {
  const { store, lines, line, news } = setUp();
  store.watch(["AAPL"]);
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  store.watch(["F"]);
  store.watch(["KO"]);
  vi.advanceTimersByTime(100);
  expect(lines).toHaveLength(2);
  expect(line(1).symbols).toEqual(["AAPL", "F", "KO"]);
  line(0).events.onMessage({ kind: "news", about: "orders" });
  line(0).events.onEnd();
  expect(line(0).isOpen).toBe(true);
  line(1).events.onMessage({ kind: "clock", clock });
  expect(line(0).isOpen).toBe(false);
  expect(line(1).isOpen).toBe(true);
  expect(news).toEqual(["reconnected", "orders"]);
});

test("a symbol that is carried already, or no longer wanted, opens nothing", () => {
  const { store, lines } = setUp();
  const release = store.watch(["AAPL", "F"]);
  store.start();
  store.watch(["F"]);
  release();
  vi.advanceTimersByTime(1_000);
  expect(lines).toHaveLength(1);
});

test("a lost line says so, and tells that news may have been missed once it speaks again", () => {
  const { store, line, news } = setUp();
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  line(0).events.onLost();
  expect(store.now().line).toBe("reconnecting");
  line(0).events.onMessage({ kind: "news", about: "orders" });
  expect(news).toEqual(["reconnected", "reconnected", "orders"]);
});

test("a line that ended is opened again, later each time, and at once less often after it spoke", () => {
  const { store, lines, line } = setUp();
  store.start();
  line(0).events.onEnd();
  vi.advanceTimersByTime(999);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(lines).toHaveLength(2);
  line(1).events.onEnd();
  vi.advanceTimersByTime(1_999);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(lines).toHaveLength(3);
  line(2).events.onMessage({ kind: "clock", clock });
  expect(store.now().line).toBe("live");
  line(2).events.onEnd();
  vi.advanceTimersByTime(1_000);
  expect(lines).toHaveLength(4);
});

test("silence is told from loss", () => {
  const { store, line } = setUp();
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  vi.advanceTimersByTime(12_000);
  expect(store.now().line).toBe("stale");
  line(0).events.onMessage({ kind: "clock", clock });
  expect(store.now().line).toBe("live");
});

test("a hidden tab has no line, and reads everything again when it is shown", () => {
  const { store, lines, line, news } = setUp();
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  store.stop();
  expect(line(0).isOpen).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  store.start();
  line(1).events.onMessage({ kind: "clock", clock });
  expect(news).toEqual(["reconnected", "reconnected"]);
});

test("being offline is not the server's fault, and ends with the network", () => {
  const { store, lines, line, news } = setUp();
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  store.setOnline(false);
  expect(store.now().line).toBe("offline");
  expect(line(0).isOpen).toBe(false);
  store.setOnline(true);
  expect(lines).toHaveLength(2);
  line(1).events.onMessage({ kind: "clock", clock });
  expect(store.now().line).toBe("live");
  expect(news).toEqual(["reconnected", "reconnected"]);
});

test("what an older line still says is not heard", () => {
  const { store, line, news } = setUp();
  store.start();
  line(0).events.onMessage({ kind: "clock", clock });
  store.stop();
  line(0).events.onMessage({ kind: "news", about: "orders" });
  expect(news).toEqual(["reconnected"]);
});

test("once detached, nothing is opened and nothing is heard", () => {
  const { store, detach, lines, line, news } = setUp();
  store.start();
  detach();
  expect(line(0).isOpen).toBe(false);
  store.start();
  store.watch(["AAPL"]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  expect(news).toEqual([]);
});

const orderEvent = (eventId: string): LiveMessage => ({
  kind: "order",
  eventId,
  orderId: "o",
  symbol: "F",
  side: "BUY",
  quantity: "2",
  execType: "TRADE",
  status: "PARTIALLY_FILLED",
  cumQty: "1",
  lastQty: "1",
  lastPx: "12.31",
  venue: "XNYS",
  text: "",
  at: 1_000,
});

test("an order event is told once, in whatever way it comes again", () => {
  const { store, line, orders } = setUp();
  store.start();
  line(0).events.onMessage(orderEvent("7"));
  store.watch(["F"]);
  vi.advanceTimersByTime(100);
  line(0).events.onMessage(orderEvent("9"));
  line(1).events.onMessage(orderEvent("9"));
  line(1).events.onMessage(orderEvent("8"));
  line(1).events.onMessage(orderEvent("7"));
  expect(orders).toEqual(["7", "9", "8"]);
});

test("a line carries the two books that were asked for last, and keeps no book that it does not carry", () => {
  const { store, lines, line } = setUp();
  store.watchBook("AAPL");
  store.start();
  expect(line(0).depth).toEqual(["AAPL"]);
  const book = {
    kind: "book",
    symbol: "AAPL",
    at: 2_000,
    bids: [],
    asks: [],
    venues: [],
    prints: [],
  } as const;
  line(0).events.onMessage({ ...book, bids: [], asks: [], venues: [], prints: [] });
  expect(store.now().books.get("AAPL")?.at).toBe(2_000);
  const release = store.watchBook("F");
  store.watchBook("KO");
  vi.advanceTimersByTime(100);
  expect(lines).toHaveLength(2);
  expect(line(1).depth).toEqual(["F", "KO"]);
  expect(store.now().books.size).toBe(0);
  release();
  store.watch(["T"]);
  vi.advanceTimersByTime(100);
  expect(line(2).depth).toEqual(["AAPL", "KO"]);
});
