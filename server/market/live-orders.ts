import {
  type Channel,
  forget,
  frameOf,
  LONGEST_TRANSACTION_MS,
  REMEMBERED,
  tell,
  toldAfter,
} from "@/server/market/live-channel";
import type { Line } from "@/server/market/live-line";
import { newestOrderNews, orderNewsAfter, unheardOrderNews } from "@/server/orders";
import type { Deps } from "@/server/platform/deps";

/** A line that missed more than this is told to read everything again. */
const REPLAYED = 500;
const ACCOUNTS_AT_ONCE = 200;
/** Ids that one question may name as told already. */
const TOLD_AT_ONCE = 20_000;
const EVENTS_AT_ONCE = 500;
/** A burst of news is one look at the events. */
const GATHER_MS = 20;

/**
 * The order events of the accounts that somebody listens to. Each is read once, whoever listens, and told in the order
 * in which it was committed; what a line missed while it was away is told first.
 */
export class LiveOrders {
  readonly #deps: Deps;
  readonly #channels = new Map<string, Channel>();
  readonly #opening = new Map<string, Promise<Channel>>();
  readonly #dirty = new Set<string>();
  #reading: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isEmpty(): boolean {
    return this.#channels.size === 0 && this.#opening.size === 0;
  }

  /** Somebody heard that there is news of this account. */
  mark(accountId: string): void {
    if (!this.#channels.has(accountId)) return;
    this.#dirty.add(accountId);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.read();
    }, GATHER_MS);
  }

  /** Looks at all accounts: a notification that was lost costs no more than the time until then. */
  markAll(): void {
    for (const accountId of this.#channels.keys()) this.mark(accountId);
  }

  /** Reads what the marked accounts have not told yet. One reading at a time; a failure is tried again. */
  read(): Promise<void> {
    this.#reading ??= this.#readAll()
      .catch((error: unknown) => {
        this.#deps.log.error({ err: error }, "order events could not be read for the live lines");
      })
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#dirty.size > 0) {
      const channels: Channel[] = [];
      let told = 0;
      for (const accountId of this.#dirty) {
        const channel = this.#channels.get(accountId);
        if (channels.length >= ACCOUNTS_AT_ONCE || (channel && told > TOLD_AT_ONCE)) break;
        this.#dirty.delete(accountId);
        if (!channel) continue;
        channels.push(channel);
        told += channel.told.size;
      }
      try {
        await this.#tell(channels);
      } catch (error) {
        for (const { accountId } of channels) this.#dirty.add(accountId);
        throw error;
      }
    }
  }

  async #tell(channels: readonly Channel[]): Promise<void> {
    const heard = channels.flatMap((channel) => [...channel.told.keys()]);
    const asked = this.#deps.clock.now();
    const found = await unheardOrderNews(this.#deps, channels, heard, EVENTS_AT_ONCE);
    const now = this.#deps.clock.now();
    const counts = new Map<string, number>();
    for (const news of found) {
      const channel = this.#channels.get(news.accountId);
      if (!channel || channel.told.has(news.event.eventId)) continue;
      const told = tell(channel, news, now, true);
      for (const line of channel.lines) line.sendOrder(told.bytes);
      const count = (counts.get(news.accountId) ?? 0) + 1;
      counts.set(news.accountId, count);
      if (count === EVENTS_AT_ONCE) this.#dirty.add(news.accountId);
    }
    for (const channel of channels) forget(channel, asked);
  }

  /**
   * Lets a line hear an account, from the event after `lastEventId` on, or from now when there is none. Returns the
   * number at which the line begins and what it missed; `isWhole` is false when that was too much.
   */
  async join(
    line: Line,
    accountId: string,
    lastEventId: string | null,
  ): Promise<{ from: string; missed: Buffer[]; isWhole: boolean }> {
    const channel = await this.#channel(accountId);
    channel.joining++;
    try {
      if (lastEventId === null) return { from: channel.newest, missed: [], isWhole: true };
      const missed = toldAfter(channel, lastEventId) ?? (await this.#askAfter(channel, lastEventId));
      return missed && missed.length <= REPLAYED * 2
        ? { from: lastEventId, missed, isWhole: true }
        : { from: channel.newest, missed: [], isWhole: false };
    } finally {
      channel.joining--;
      channel.quietSince = this.#deps.clock.now();
      if (line.isOpen) channel.lines.add(line);
    }
  }

  /** What the database knows after an event; null when that is too much. */
  async #askAfter(channel: Channel, eventId: string): Promise<Buffer[] | null> {
    const before = new Set(channel.told.keys());
    const found = await orderNewsAfter(this.#deps, channel.accountId, BigInt(eventId), REPLAYED);
    if (!found) return null;
    // What this account's lines have not been told yet comes to all of them, in its turn.
    const known = found.filter(
      ({ event }) => BigInt(event.eventId) <= channel.floor || channel.told.has(event.eventId),
    );
    const inFound = new Set(found.map(({ event }) => event.eventId));
    const since = [...channel.told].filter(([id]) => !before.has(id) && !inFound.has(id));
    return [...known.map(frameOf), ...since.map(([, { bytes }]) => bytes)];
  }

  leave(line: Line): void {
    const channel = line.accountId === null ? undefined : this.#channels.get(line.accountId);
    if (channel?.lines.delete(line)) channel.quietSince = this.#deps.clock.now();
  }

  /** Stops listening to accounts that nobody has asked for in a while: until then a line that comes back is cheap. */
  sweep(): void {
    const now = this.#deps.clock.now();
    for (const channel of this.#channels.values()) {
      if (channel.lines.size > 0 || channel.joining > 0) continue;
      if (now - channel.quietSince > LONGEST_TRANSACTION_MS) this.#close(channel);
    }
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const channel of this.#channels.values()) this.#close(channel);
  }

  #close(channel: Channel): void {
    channel.stop();
    this.#channels.delete(channel.accountId);
    this.#dirty.delete(channel.accountId);
  }

  async #channel(accountId: string): Promise<Channel> {
    const open = this.#channels.get(accountId);
    if (open) return open;
    const opening = this.#opening.get(accountId) ?? this.#open(accountId);
    this.#opening.set(accountId, opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(accountId);
    }
  }

  async #open(accountId: string): Promise<Channel> {
    // Listened to before it is read, so that nothing falls in between.
    let isEarly = false;
    const channel: Channel = {
      accountId,
      lines: new Set(),
      floor: 0n,
      told: new Map(),
      newest: "0",
      joining: 0,
      quietSince: this.#deps.clock.now(),
      stop: this.#deps.hub.subscribe(`account:${accountId}`, (about) => {
        for (const line of channel.lines) line.sendNews(about);
        isEarly = true;
        this.mark(accountId);
      }),
    };
    try {
      const found = await newestOrderNews(this.#deps, accountId, REMEMBERED);
      const settled = found.findLastIndex(({ isSettled }) => isSettled);
      const first = found[0];
      if (first) channel.floor = BigInt((found[settled] ?? first).event.eventId) - (settled < 0 ? 1n : 0n);
      for (const news of found.slice(settled + 1)) tell(channel, news, channel.quietSince, false);
      channel.newest = found.at(-1)?.event.eventId ?? "0";
    } catch (error) {
      channel.stop();
      throw error;
    }
    this.#channels.set(accountId, channel);
    if (isEarly) this.mark(accountId);
    return channel;
  }
}
