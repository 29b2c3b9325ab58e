import type { Outputs } from "@/components/shell/trpc-client";
import type { LiveMessage } from "@/server/trpc/root";

export type Quote = Outputs["market"]["quotes"][number];
export type ExchangeClock = Outputs["market"]["clock"];

/** What comes down the line of a tab. */
export type { LiveMessage };
export type Book = Extract<LiveMessage, { kind: "book" }>;
/** One event of an order: told once, also when it comes over two lines or again after a lost one. */
export type OrderEvent = Extract<LiveMessage, { kind: "order" }>;

/** How the line is: `stale` is connected but silent for too long. */
export type LineState = "live" | "reconnecting" | "offline" | "stale";

export type LineEvents = {
  onMessage: (message: LiveMessage) => void;
  /** The transport lost the server and tries by itself. */
  onLost: () => void;
  /** The transport has given up. */
  onEnd: () => void;
};
/**
 * Opens a line for the quotes of these symbols, and for the books of those; answers how to close it. With `madeAt`, when
 * the page was made, the line itself says "reconnected" if there may have been news since.
 */
export type OpenLine = (
  symbols: readonly string[],
  events: LineEvents,
  depth: readonly string[],
  madeAt: number | undefined,
) => () => void;

/** The server takes no more symbols a line. */
const MOST_SYMBOLS = 60;
const MOST_BOOKS = 2;
/** Order events that are remembered, to know one that comes again. */
const EVENTS_KNOWN = 2_000;
/** Widgets of one page ask one after another: one new line for all of them. */
const GATHER_MS = 60;
/** The clock comes every five seconds, whatever the market does. */
const SILENT_MS = 12_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export type LiveState = {
  quotes: ReadonlyMap<string, Quote>;
  books: ReadonlyMap<string, Book>;
  clock: ExchangeClock | null;
  line: LineState;
  /** The exchange instant of the last message that told one. */
  heardAt: number | null;
};

/** What is known before the first message, on the server and in the browser alike. */
export const NOTHING_HEARD: LiveState = {
  quotes: new Map(),
  books: new Map(),
  clock: null,
  line: "live",
  heardAt: null,
};

export type LiveStore = ReturnType<typeof createLiveStore>;

/**
 * The one live line of a tab, shared by everything on the page. Whoever attaches hears what changed in the account, and
 * "reconnected" whenever news may have been missed: after a lost line, a hidden tab, a lost network, and before the first
 * word, unless it is known when the page was made (`madeAt`, a wall instant): then the server tells whether there was any.
 *
 * A line that must carry more symbols is opened before the old one is closed, so that no news falls in between.
 */
export function createLiveStore(madeAt?: number) {
  let open: OpenLine | null = null;
  let onNews: (about: string) => void = () => undefined;
  let onOrder: (event: OrderEvent) => void = () => undefined;
  let state = NOTHING_HEARD;
  const listeners = new Set<() => void>();
  const wanted = new Map<string, number>();
  const wantedBooks = new Map<string, number>();
  const knownEvents = new Set<string>();
  /** Symbols of the open line, and of the one that is being opened. */
  let carried: ReadonlySet<string> = new Set();
  let carriedBooks: ReadonlySet<string> = new Set();
  let close: (() => void) | null = null;
  let closeOlder: (() => void) | null = null;
  let newest: object | null = null;
  let isRunning = false;
  /** The page was made before the line was open: what happened in between is news as well. */
  let hasMissed = madeAt === undefined;
  let hasHeard = false;
  let failures = 0;
  let gatherTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;

  function set(change: Partial<LiveState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function waitForSilence(): void {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => set({ line: "stale" }), SILENT_MS);
  }

  function take(message: LiveMessage): void {
    waitForSilence();
    failures = 0;
    const line = "live";
    if (message.kind === "clock") set({ line, clock: message.clock, heardAt: message.clock.exchangeNow });
    if (message.kind === "quotes") {
      const quotes = new Map(state.quotes);
      for (const quote of message.quotes) quotes.set(quote.symbol, quote);
      set({ line, quotes, heardAt: message.quotes[0]?.at ?? state.heardAt });
    }
    if (message.kind === "book") {
      set({ line, books: new Map(state.books).set(message.symbol, message), heardAt: message.at });
    }
    if (message.kind === "news") onNews(message.about);
    if (message.kind === "order") takeOrder(message);
  }

  function takeOrder(event: OrderEvent): void {
    if (knownEvents.has(event.eventId)) return;
    knownEvents.add(event.eventId);
    for (const oldest of knownEvents) {
      if (knownEvents.size <= EVENTS_KNOWN) break;
      knownEvents.delete(oldest);
    }
    onOrder(event);
  }

  /** Counts a wish for each symbol; a line that lacks one is opened anew. The answer takes the wishes back. */
  function ask(
    wishes: Map<string, number>,
    symbols: readonly string[],
    has: (symbol: string) => boolean,
  ): () => void {
    for (const symbol of symbols) wishes.set(symbol, (wishes.get(symbol) ?? 0) + 1);
    if (isRunning && symbols.some((symbol) => !has(symbol))) {
      clearTimeout(gatherTimer);
      gatherTimer = setTimeout(connect, GATHER_MS);
    }
    return () => {
      for (const symbol of symbols) {
        const left = (wishes.get(symbol) ?? 1) - 1;
        if (left > 0) wishes.set(symbol, left);
        else wishes.delete(symbol);
      }
    };
  }

  function lose(): void {
    clearTimeout(silenceTimer);
    hasMissed = true;
    if (state.line !== "offline") set({ line: "reconnecting" });
  }

  function retryLater(): void {
    clearTimeout(retryTimer);
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
    failures += 1;
    retryTimer = setTimeout(connect, wait);
  }

  /** Opens a line for all that is wanted now; the one before it goes when the new one speaks. */
  function connect(): void {
    if (!isRunning || !open) return;
    clearTimeout(retryTimer);
    closeOlder?.();
    closeOlder = close;
    const symbols = [...wanted.keys()].sort().slice(0, MOST_SYMBOLS);
    carried = new Set(symbols);
    // The newest wishes: what is looked at now.
    const books = [...wantedBooks.keys()].slice(-MOST_BOOKS).sort();
    carriedBooks = new Set(books);
    const kept = [...state.books].filter(([symbol]) => carriedBooks.has(symbol));
    if (kept.length < state.books.size) set({ books: new Map(kept) });
    const line = { isOpen: true };
    newest = line;
    const isNewest = () => line.isOpen && newest === line;
    const events: LineEvents = {
      onMessage(message) {
        if (!line.isOpen) return;
        if (isNewest()) {
          closeOlder?.();
          closeOlder = null;
        }
        hasHeard = true;
        if (hasMissed) {
          hasMissed = false;
          onNews("reconnected");
        }
        take(message);
      },
      onLost: () => {
        if (isNewest()) lose();
      },
      onEnd: () => {
        if (!isNewest()) return;
        close?.();
        close = null;
        lose();
        retryLater();
      },
    };
    const stop = open(symbols, events, books, hasMissed || hasHeard ? undefined : madeAt);
    close = () => {
      line.isOpen = false;
      stop();
    };
  }

  function disconnect(): void {
    clearTimeout(gatherTimer);
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
    closeOlder?.();
    close?.();
    closeOlder = null;
    close = null;
    hasMissed = true;
  }

  return {
    /** For useSyncExternalStore. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: (): LiveState => state,

    /** Gives the way to open a line, who hears its news and who its order events; the answer ends all of it. */
    attach(
      openLine: OpenLine,
      hear: (about: string) => void,
      hearOrder: (event: OrderEvent) => void = () => undefined,
    ): () => void {
      open = openLine;
      onNews = hear;
      onOrder = hearOrder;
      return () => {
        isRunning = false;
        disconnect();
        open = null;
        onNews = () => undefined;
        onOrder = () => undefined;
      };
    },

    /** Begins to listen; again after `stop`, when it first says that news may have been missed. */
    start(): void {
      if (isRunning) return;
      isRunning = true;
      connect();
    },
    /** Closes the line: a hidden tab needs none. */
    stop(): void {
      isRunning = false;
      disconnect();
    },

    /** The machine has lost, or found, its network. */
    setOnline(isOnline: boolean): void {
      if (!isOnline) {
        disconnect();
        set({ line: "offline" });
      } else if (state.line === "offline") {
        set({ line: "reconnecting" });
        failures = 0;
        connect();
      }
    },

    /** Asks for the quotes of these symbols until the answer is called. */
    watch: (symbols: readonly string[]): (() => void) =>
      ask(wanted, symbols, (symbol) => carried.has(symbol)),

    /** Asks for the book of a symbol until the answer is called; a line carries the two asked for last. */
    watchBook: (symbol: string): (() => void) => ask(wantedBooks, [symbol], (wish) => carriedBooks.has(wish)),
  };
}
