import type { Outputs } from "@/components/shell/trpc-client";

export type Quote = Outputs["market"]["quotes"][number];
export type ExchangeClock = Outputs["market"]["clock"];

/** What comes down the line of a tab. */
export type LiveMessage =
  | { kind: "quotes"; quotes: Quote[] }
  | { kind: "clock"; clock: ExchangeClock }
  | { kind: "news"; about: string };

/** How the line is: `stale` is connected but silent for too long. */
export type LineState = "live" | "reconnecting" | "offline" | "stale";

export type LineEvents = {
  onMessage: (message: LiveMessage) => void;
  /** The transport lost the server and tries by itself. */
  onLost: () => void;
  /** The transport has given up. */
  onEnd: () => void;
};
/** Opens a line for these symbols; answers how to close it. */
export type OpenLine = (symbols: readonly string[], events: LineEvents) => () => void;

/** The server takes no more symbols a line. */
const MOST_SYMBOLS = 60;
/** Widgets of one page ask one after another: one new line for all of them. */
const GATHER_MS = 60;
/** The clock comes every five seconds, whatever the market does. */
const SILENT_MS = 12_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export type LiveState = {
  quotes: ReadonlyMap<string, Quote>;
  clock: ExchangeClock | null;
  line: LineState;
  /** The exchange instant of the last message that told one. */
  heardAt: number | null;
};

/** What is known before the first message, on the server and in the browser alike. */
export const NOTHING_HEARD: LiveState = { quotes: new Map(), clock: null, line: "live", heardAt: null };

export type LiveStore = ReturnType<typeof createLiveStore>;

/**
 * The one live line of a tab, shared by everything on the page. Whoever attaches hears what changed in the account, and
 * "reconnected" whenever news may have been missed: before the first word, after a lost line, a hidden tab, a lost
 * network.
 *
 * A line that must carry more symbols is opened before the old one is closed, so that no news falls in between.
 */
export function createLiveStore() {
  let open: OpenLine | null = null;
  let onNews: (about: string) => void = () => undefined;
  let state = NOTHING_HEARD;
  const listeners = new Set<() => void>();
  const wanted = new Map<string, number>();
  /** Symbols of the open line, and of the one that is being opened. */
  let carried: ReadonlySet<string> = new Set();
  let close: (() => void) | null = null;
  let closeOlder: (() => void) | null = null;
  let newest: object | null = null;
  let isRunning = false;
  /** The page was made before the line was open: what happened in between is news as well. */
  let hasMissed = true;
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
    if (message.kind === "news") onNews(message.about);
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
    const line = { isOpen: true };
    newest = line;
    const isNewest = () => line.isOpen && newest === line;
    const stop = open(symbols, {
      onMessage(message) {
        if (!line.isOpen) return;
        if (isNewest()) {
          closeOlder?.();
          closeOlder = null;
        }
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
    });
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

    /** Gives the way to open a line, and who hears its news; the answer ends both. */
    attach(openLine: OpenLine, hear: (about: string) => void): () => void {
      open = openLine;
      onNews = hear;
      return () => {
        isRunning = false;
        disconnect();
        open = null;
        onNews = () => undefined;
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
    watch(symbols: readonly string[]): () => void {
      for (const symbol of symbols) wanted.set(symbol, (wanted.get(symbol) ?? 0) + 1);
      if (isRunning && symbols.some((symbol) => !carried.has(symbol))) {
        clearTimeout(gatherTimer);
        gatherTimer = setTimeout(connect, GATHER_MS);
      }
      return () => {
        for (const symbol of symbols) {
          const left = (wanted.get(symbol) ?? 1) - 1;
          if (left > 0) wanted.set(symbol, left);
          else wanted.delete(symbol);
        }
      };
    },
  };
}
