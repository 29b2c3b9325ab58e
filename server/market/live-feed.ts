import { tracked } from "@trpc/server";
import { AppError } from "@/domain/errors";
import { quoteAt } from "@/server/market/queries";
import type { ClockView, QuoteView } from "@/server/market/views";
import { clockView } from "@/server/market/queries";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** What one tab hears over its one line: quotes that changed, the clock, and which parts of its account are news. */
export type LiveMessage =
  | { kind: "quotes"; quotes: QuoteView[] }
  | { kind: "clock"; clock: ClockView }
  | { kind: "news"; about: string };

type LiveInput = {
  symbols: readonly string[];
  /** Whose news it carries; null for none. */
  accountId: string | null;
  lastEventId?: string | null | undefined;
};

const TICK_MS = 500;
const CLOCK_EVERY_TICKS = 10;

/** Resolves after `ms`, or at once when woken or aborted. */
function pause(ms: number, signal: AbortSignal, wake: { now: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    wake.now = done;
  });
}

/**
 * The stream of one tab. News of an account is sent as soon as it commits; a quote only when it changed since it was
 * last sent. A line that comes back begins with a "reconnected" news, upon which the client reads everything again:
 * so a lost line loses nothing. NOT_FOUND for another's account, before the stream begins.
 */
export async function liveFeed(deps: Deps, actor: Actor, input: LiveInput, signal: AbortSignal) {
  const { accountId } = input;
  if (accountId) {
    const holder = await deps.db.accountHolder.findFirst({ where: { accountId, userId: actor.userId } });
    if (!holder) throw new AppError("NOT_FOUND");
  }
  return feed(deps, actor, input, signal);
}

async function* feed(deps: Deps, actor: Actor, input: LiveInput, signal: AbortSignal) {
  const pending = new Set<string>();
  const wake = { now: () => {} };
  const hear = (about: string) => {
    pending.add(about);
    wake.now();
  };
  const stops = [deps.hub.subscribe(`user:${actor.userId}`, hear)];
  if (input.accountId) stops.push(deps.hub.subscribe(`account:${input.accountId}`, hear));
  if (actor.role !== "INVESTOR") stops.push(deps.hub.subscribe("staff", hear));
  const sent = new Map<string, string>();
  let eventNumber = 0;
  const send = (message: LiveMessage) => tracked(String(++eventNumber), message);
  try {
    if (input.lastEventId) yield send({ kind: "news", about: "reconnected" });
    for (let tick = 0; !signal.aborted; tick++) {
      for (const about of pending) yield send({ kind: "news", about });
      pending.clear();
      if (tick % CLOCK_EVERY_TICKS === 0) yield send({ kind: "clock", clock: await clockView(deps) });
      const at = await deps.clock.exchangeNow();
      const fresh = input.symbols
        .filter((symbol) => deps.market.instrument(symbol))
        .map((symbol) => quoteAt(deps.market, symbol, at))
        .filter((quote) => sent.get(quote.symbol) !== quoteKey(quote));
      for (const quote of fresh) sent.set(quote.symbol, quoteKey(quote));
      if (fresh.length > 0) yield send({ kind: "quotes", quotes: fresh });
      if (pending.size === 0) await pause(TICK_MS, signal, wake);
    }
  } finally {
    for (const stop of stops) stop();
  }
}

const quoteKey = (quote: QuoteView): string =>
  `${quote.bid} ${quote.bidSize} ${quote.ask} ${quote.askSize} ${quote.last}`;
