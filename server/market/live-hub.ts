import { AppError } from "@/domain/errors";
import { SESSION_NEWS } from "@/server/auth";
import { LiveBoard } from "@/server/market/live-board";
import { CONNECTED_FRAME, messageFrame, PING_FRAME } from "@/server/market/live-frames";
import type { LiveInput } from "@/server/market/live-input";
import { Line, type Sink } from "@/server/market/live-line";
import { LiveOrders } from "@/server/market/live-orders";
import { endUnentitled, LivePlaces } from "@/server/market/live-places";
import { clockView } from "@/server/market/queries";
import { requireLevelTwo } from "@/server/market-data";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { LINE_SPEAKS_EVERY_MS } from "@/server/platform/stream-timing";

/** Books twice as often as quotes; the clock rarely: browsers go on counting by themselves. */
const BEAT_MS = 250;
const QUOTES_EVERY = 2;
const CLOCK_EVERY = LINE_SPEAKS_EVERY_MS / BEAT_MS;
const SESSIONS_EVERY = 60_000 / BEAT_MS;
/** A reader that takes nothing for so long is gone, or as good as gone. */
const BEHIND_AT_MOST_MS = 60_000;

type Topic = { lines: Set<Line>; stop: () => void };

/** All live lines of this server: who may have one, what it carries, and the beat that keeps them current. */
export class LiveHub {
  readonly board: LiveBoard;
  readonly orders: LiveOrders;
  readonly #deps: Deps;
  readonly #lines = new Set<Line>();
  readonly #places = new LivePlaces();
  readonly #people = new Map<string, Topic>();
  readonly #common: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #beats = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.board = new LiveBoard(deps.market);
    this.orders = new LiveOrders(deps);
  }

  /** How many lines are open. */
  get size(): number {
    return this.#lines.size;
  }

  /**
   * Opens a line for a signed-in person. It begins with the clock under the number from which it can be resumed, then
   * what was missed since `lastEventId`, then the market. Throws NOT_FOUND for another's account, FORBIDDEN for books without the Level II plan, RATE_LIMITED for a
   * person's thirteenth line, MARKET_DATA_UNAVAILABLE when all are taken.
   */
  async open(actor: Actor, input: LiveInput, sink: Sink): Promise<Line> {
    this.#places.take(actor.userId);
    const instruments = (symbols: readonly string[]) =>
      [...new Set(symbols)].filter((symbol) => this.#deps.market.instrument(symbol)).sort();
    const of = {
      sessionId: actor.sessionId,
      userId: actor.userId,
      isStaff: actor.role !== "INVESTOR",
      accountId: input.accountId,
      symbols: instruments(input.symbols),
      books: instruments(input.depth ?? []),
    };
    const line = new Line(of, sink, this.board, () => this.#leave(line));
    this.#lines.add(line);
    try {
      await this.#begin(line, actor, input);
      return line;
    } catch (error) {
      line.gone();
      throw error;
    }
  }

  async #begin(line: Line, actor: Actor, { lastEventId = null, madeAt }: LiveInput): Promise<void> {
    const deps = this.#deps;
    if (line.accountId) {
      const { accountId } = line;
      const holder = await deps.db.accountHolder.findFirst({ where: { accountId, userId: actor.userId } });
      if (!holder) throw new AppError("NOT_FOUND");
    }
    if (line.books.length > 0) await requireLevelTwo(deps, actor.userId);
    const [clock, at] = [await clockView(deps), await deps.clock.exchangeNow()];
    const heard = line.accountId
      ? await this.orders.join(line, line.accountId, lastEventId)
      : { from: lastEventId ?? "0", missed: [] };
    if (!line.isOpen) return;
    this.#listen(line);
    const first = [CONNECTED_FRAME, messageFrame({ kind: "clock", clock }, heard.from)];
    // News is not kept: a line that comes back reads what it shows again, and a new page where there may have been some.
    const mayHaveMissed = madeAt !== undefined && !this.#wasQuiet(line, madeAt);
    if (lastEventId !== null || mayHaveMissed)
      first.push(messageFrame({ kind: "news", about: "reconnected" }));
    line.begin(Buffer.concat([...first, ...heard.missed, ...this.board.join(line, at)]));
    this.#start();
  }

  /** Whether nothing was said to this line's person and account since. Its ears are open already: nothing falls between. */
  #wasQuiet(line: Line, since: number): boolean {
    const topics = [`user:${line.userId}`, ...(line.accountId ? [`account:${line.accountId}`] : [])];
    return !line.isStaff && this.#deps.hub.wasQuietSince(topics, since);
  }

  #leave(line: Line): void {
    if (!this.#lines.delete(line)) return;
    this.#places.free(line.userId);
    this.board.leave(line);
    this.orders.leave(line);
    const topic = this.#people.get(line.userId);
    topic?.lines.delete(line);
    if (topic?.lines.size !== 0) return;
    topic.stop();
    this.#people.delete(line.userId);
  }

  /** The person's own news; the staff's comes to all of them over one ear. */
  #listen(line: Line): void {
    const known = this.#people.get(line.userId);
    const lines = known?.lines ?? new Set<Line>();
    lines.add(line);
    if (known) return;
    const stop = this.#deps.hub.subscribe(`user:${line.userId}`, (about) => {
      if (about === SESSION_NEWS || about === "reconnected") void endUnentitled(this.#deps, [...lines]);
      if (about !== SESSION_NEWS) for (const each of lines) each.sendNews(about);
    });
    this.#people.set(line.userId, { lines, stop });
  }

  #start(): void {
    if (this.#timer) return;
    this.#common.push(
      this.#deps.hub.subscribe("staff", (about) => {
        for (const line of this.#lines) if (line.isStaff) line.sendNews(about);
      }),
      this.#deps.hub.subscribe("clock", () => {
        this.#deps.clock.refresh();
        void this.#sendClock();
      }),
    );
    const next = () => {
      this.#timer = setTimeout(
        () => void this.#beat().finally(() => (this.#timer ? next() : undefined)),
        BEAT_MS,
      );
      this.#timer.unref();
    };
    next();
  }

  async #beat(): Promise<void> {
    const beat = ++this.#beats;
    try {
      const at = await this.#deps.clock.exchangeNow();
      await this.board.sendBooks(at);
      if (beat % QUOTES_EVERY === 0) await this.board.sendQuotes(at);
      if (beat % SESSIONS_EVERY === 0) await endUnentitled(this.#deps, [...this.#lines]);
    } catch (error) {
      this.#deps.log.error({ err: error }, "a beat of the live lines failed");
    }
    if (beat % CLOCK_EVERY !== 0) return;
    await this.#sendClock();
    this.orders.markAll();
    this.orders.sweep();
    this.#endTheStuck();
    if (this.#lines.size === 0 && this.orders.isEmpty) this.#stop();
  }

  async #sendClock(): Promise<void> {
    const bytes = await clockView(this.#deps).then(
      (clock) => messageFrame({ kind: "clock", clock }),
      () => PING_FRAME,
    );
    for (const line of this.#lines) line.sendNow(bytes);
  }

  #endTheStuck(): void {
    const now = this.#deps.clock.now();
    for (const line of this.#lines) {
      if (!line.isBehind) continue;
      line.behindSince ??= now;
      if (now - line.behindSince > BEHIND_AT_MOST_MS) line.giveUp();
    }
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const stop of this.#common.splice(0)) stop();
  }

  /** Ends all lines, without a reason: their clients come back by themselves. */
  close(): void {
    for (const line of this.#lines) line.end();
    this.#stop();
    this.orders.close();
  }
}

const hubs = new WeakMap<Deps, LiveHub>();

/** The live lines of an installation. */
export function liveHubOf(deps: Deps): LiveHub {
  const hub = hubs.get(deps) ?? new LiveHub(deps);
  hubs.set(deps, hub);
  return hub;
}
