"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { ConnectionBar } from "@/components/shell/connection-bar";
import {
  type Book,
  createLiveStore,
  type ExchangeClock,
  type LiveState,
  type LiveStore,
  NOTHING_HEARD,
  type OrderEvent,
  type Quote,
} from "@/components/shell/live-store";
import { queriesOf } from "@/components/shell/news-queries";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { whenIdle } from "@/components/shell/when-idle";

type NewsListener = (about: string) => void;
type OrderListener = (event: OrderEvent) => void;
type Live = { store: LiveStore; newsListeners: Set<NewsListener>; orderListeners: Set<OrderListener> };

const LiveContext = createContext<Live | null>(null);

/** A burst of fills is one look at the books. */
const GATHER_NEWS_MS = 100;
/** A glance at another tab does not close the line. */
const HIDDEN_GRACE_MS = 3_000;
/** What the page shows may have been read so long before the instant that it bears, by another server's clock. */
const MADE_WITHIN_MS = 10_000;

type LiveProviderProps = {
  /** Whose news to hear besides the person's own; null for the staff and for those without an account. */
  accountId: string | null;
  /** The wall instant at which the server began to make the page; left out where it is not known. */
  madeAt?: number;
  children: ReactNode;
};

/**
 * Keeps the tab's one live line open while the tab is seen, and reads again what its news makes old. Everything
 * inside asks for quotes, news and the clock through the hooks below.
 */
export function LiveProvider({ accountId, madeAt, children }: LiveProviderProps) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [store] = useState(() => createLiveStore(madeAt === undefined ? undefined : madeAt - MADE_WITHIN_MS));
  const [newsListeners] = useState(() => new Set<NewsListener>());
  const [orderListeners] = useState(() => new Set<OrderListener>());

  const spread = useEffectEvent((abouts: readonly string[]) => {
    for (const about of abouts) {
      for (const filters of queriesOf(trpc, about)) void queryClient.invalidateQueries(filters);
      for (const listener of newsListeners) listener(about);
    }
    // Accounts stand in the frame that the server renders.
    if (abouts.includes("account")) router.refresh();
  });

  /** A line that will not open may mean that the session has ended: then the server leads to the sign-in page. */
  const checkSession = useEffectEvent(async () => {
    const me = await client.auth.me.query().catch(() => undefined);
    if (me === null) router.refresh();
  });

  useEffect(() => {
    const pending = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const detach = store.attach(
      (symbols, { onMessage, onLost, onEnd }, depth, madeAt) => {
        const line = client.market.live.subscribe(
          { symbols: [...symbols], accountId, depth: [...depth], madeAt },
          {
            onData: (event) => onMessage(event.data),
            onConnectionStateChange: ({ state, error }) => {
              if (state === "connecting" && error) onLost();
            },
            onError: () => {
              onEnd();
              void checkSession();
            },
            onStopped: onEnd,
          },
        );
        return () => line.unsubscribe();
      },
      (about) => {
        pending.add(about);
        timer ??= setTimeout(() => {
          timer = undefined;
          spread([...pending]);
          pending.clear();
        }, GATHER_NEWS_MS);
      },
      (event) => {
        for (const listener of orderListeners) listener(event);
      },
    );
    const unfollow = followTab(store);
    return () => {
      clearTimeout(timer);
      unfollow();
      detach();
    };
  }, [store, client, accountId, orderListeners]);

  const live = useMemo(
    () => ({ store, newsListeners, orderListeners }),
    [store, newsListeners, orderListeners],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Opens the line while the tab is seen and the network is there. */
function followTab(store: LiveStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") store.start();
    else timer = setTimeout(() => store.stop(), HIDDEN_GRACE_MS);
  };
  const onLeave = () => store.stop();
  const onOnline = () => store.setOnline(true);
  const onOffline = () => store.setOnline(false);
  // By then the whole page has said what it watches, and one line carries all of it.
  const callOff = whenIdle(onVisibility);
  document.addEventListener("visibilitychange", onVisibility);
  // A page that the browser keeps for the back button must not hold a connection.
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("pageshow", onVisibility);
  window.addEventListener("online", onOnline);
  window.addEventListener("offline", onOffline);
  return () => {
    callOff();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", onLeave);
    window.removeEventListener("pageshow", onVisibility);
    window.removeEventListener("online", onOnline);
    window.removeEventListener("offline", onOffline);
  };
}

function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error("LiveProvider is missing around this component");
  return live;
}

function useLiveState<Part>(select: (state: LiveState) => Part): Part {
  const { store } = useLive();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.now()),
    () => select(NOTHING_HEARD),
  );
}

function useWatch(symbols: readonly string[]): void {
  const { store } = useLive();
  const key = symbols.join(" ");
  useEffect(() => (key === "" ? undefined : store.watch(key.split(" "))), [store, key]);
}

/** The latest quotes of these symbols, as they come; a symbol is absent until its first one. */
export function useLiveQuotes(symbols: readonly string[]): ReadonlyMap<string, Quote> {
  useWatch(symbols);
  return useLiveState((state) => state.quotes);
}

/**
 * What `select` makes of the latest quotes of these symbols, a plain value: whoever asks is drawn anew when that changes,
 * not with each quote.
 */
export function useOfLiveQuotes<Part extends string | number | boolean | null>(
  symbols: readonly string[],
  select: (quotes: ReadonlyMap<string, Quote>) => Part,
): Part {
  useWatch(symbols);
  return useLiveState((state) => select(state.quotes));
}

/** The latest quote of one symbol; until one comes, what the page brought along. */
export function useQuote(symbol: string, initial?: Quote | null): Quote | null {
  useWatch([symbol]);
  return useLiveState((state) => state.quotes.get(symbol)) ?? initial ?? null;
}

/** The five-level book of one symbol over all venues and venue by venue, with the newest prints; null until it comes, and while it is not
 * wanted. */
export function useLiveBook(symbol: string, isOn: boolean): Book | null {
  const { store } = useLive();
  useEffect(() => (isOn ? store.watchBook(symbol) : undefined), [store, symbol, isOn]);
  return useLiveState((state) => state.books.get(symbol)) ?? null;
}

/** Calls back with each event of the account's orders, once, in the order in which they happened: fills one by one. */
export function useLiveOrders(listener: OrderListener): void {
  const { orderListeners } = useLive();
  const hear = useEffectEvent(listener);
  useEffect(() => {
    const own = (event: OrderEvent) => hear(event);
    orderListeners.add(own);
    return () => {
      orderListeners.delete(own);
    };
  }, [orderListeners]);
}

/** Calls back with each piece of news: "orders", "fills", "cash", "account", "documents", "reconnected" and others. */
export function useLiveNews(listener: NewsListener): void {
  const { newsListeners } = useLive();
  const hear = useEffectEvent(listener);
  useEffect(() => {
    const own = (about: string) => hear(about);
    newsListeners.add(own);
    return () => {
      newsListeners.delete(own);
    };
  }, [newsListeners]);
}

/** Exchange time as last told; what the page brought along until then. */
export function useExchangeClock(initial: ExchangeClock): ExchangeClock {
  return useLiveState((state) => state.clock) ?? initial;
}

/** Whether the exchange keeps extended hours; false until the line has told. */
export const useHasExtendedHours = (): boolean => useLiveState((state) => state.clock?.hours === "extended");

/** No fresh news comes: what is shown may be old. */
export const useIsStale = (): boolean => useLiveState((state) => state.line !== "live");

/** The quiet bar under the header while the line is not live. */
export function LiveConnectionBar() {
  const line = useLiveState((state) => state.line);
  const since = useLiveState((state) => state.heardAt);
  return <ConnectionBar state={line} since={since ?? undefined} />;
}
