import type { MarketData } from "@/domain/market/types";
import type { Instant } from "@/domain/time/instant";
import { messageFrame, quotesFrame } from "@/server/market/live-frames";
import type { Line, Newest } from "@/server/market/live-line";
import { depthAt, quoteAt } from "@/server/market/queries";
import type { BookView, QuoteView } from "@/server/market/views";

const quoteKey = (quote: QuoteView): string =>
  `${quote.bid} ${quote.bidSize} ${quote.ask} ${quote.askSize} ${quote.last} ${quote.previousClose}`;

const bookKey = ({ at: _, ...book }: BookView): string => JSON.stringify(book);

/** Lines that carry the same symbols get the same bytes. */
type Group = { symbols: readonly string[]; lines: Set<Line> };

/** So many lines are written in one go; then whoever else waits (an order) has its turn. */
const LINES_IN_ONE_GO = 100;
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The market as all lines see it: each quote and each book is computed and serialised once an instant, however many
 * carry it, and sent only when it has changed.
 */
export class LiveBoard implements Newest {
  readonly #market: MarketData;
  readonly #groups = new Map<string, Group>();
  readonly #watchers = new Map<string, Set<Line>>();
  readonly #quotes = new Map<string, { key: string; json: string }>();
  readonly #books = new Map<string, { key: string; bytes: Buffer }>();

  constructor(market: MarketData) {
    this.#market = market;
  }

  quote(symbol: string): string | undefined {
    return this.#quotes.get(symbol)?.json;
  }

  book(symbol: string): Buffer | undefined {
    return this.#books.get(symbol)?.bytes;
  }

  /** Takes a line in; returns what it is shown first, at this instant. */
  join(line: Line, at: Instant): Buffer[] {
    const key = line.symbols.join(" ");
    const group = this.#groups.get(key) ?? { symbols: line.symbols, lines: new Set() };
    group.lines.add(line);
    this.#groups.set(key, group);
    for (const symbol of line.books) {
      const watchers = this.#watchers.get(symbol) ?? new Set();
      watchers.add(line);
      this.#watchers.set(symbol, watchers);
    }
    const quotes = line.symbols.map((symbol) => this.quote(symbol) ?? this.#refreshQuote(symbol, at));
    const books = line.books.map((symbol) => this.book(symbol) ?? this.#refreshBook(symbol, at));
    const known = [...books].filter((bytes) => bytes !== null);
    const named = quotes.filter((json) => json !== null);
    return named.length > 0 ? [quotesFrame(named), ...known] : known;
  }

  leave(line: Line): void {
    const key = line.symbols.join(" ");
    const group = this.#groups.get(key);
    group?.lines.delete(line);
    if (group?.lines.size === 0) this.#groups.delete(key);
    for (const symbol of line.books) {
      const watchers = this.#watchers.get(symbol);
      watchers?.delete(line);
      if (watchers?.size !== 0) continue;
      this.#watchers.delete(symbol);
      this.#books.delete(symbol);
    }
  }

  /** The quote's new text; null when it says what was said before. */
  #refreshQuote(symbol: string, at: Instant): string | null {
    const quote = quoteAt(this.#market, symbol, at);
    const key = quoteKey(quote);
    if (this.#quotes.get(symbol)?.key === key) return null;
    const json = JSON.stringify(quote);
    this.#quotes.set(symbol, { key, json });
    return json;
  }

  #refreshBook(symbol: string, at: Instant): Buffer | null {
    const book = depthAt(this.#market, symbol, at);
    const key = bookKey(book);
    if (this.#books.get(symbol)?.key === key) return null;
    const bytes = messageFrame({ kind: "book", ...book });
    this.#books.set(symbol, { key, bytes });
    return bytes;
  }

  /** Looks at every quote that somebody carries and tells the lines which have changed. */
  async sendQuotes(at: Instant): Promise<void> {
    const watched = new Set<string>();
    for (const { symbols } of this.#groups.values()) for (const symbol of symbols) watched.add(symbol);
    for (const symbol of this.#quotes.keys()) if (!watched.has(symbol)) this.#quotes.delete(symbol);
    const changed = new Map<string, string>();
    for (const symbol of watched) {
      const json = this.#refreshQuote(symbol, at);
      if (json !== null) changed.set(symbol, json);
    }
    if (changed.size === 0) return;
    let written = 0;
    for (const { symbols, lines } of [...this.#groups.values()]) {
      const news = symbols.filter((symbol) => changed.has(symbol));
      if (news.length === 0) continue;
      const bytes = quotesFrame(news.flatMap((symbol) => changed.get(symbol) ?? []));
      for (const line of lines) {
        line.sendQuotes(bytes, news);
        if (++written % LINES_IN_ONE_GO === 0) await breathe();
      }
    }
  }

  async sendBooks(at: Instant): Promise<void> {
    let written = 0;
    for (const [symbol, lines] of [...this.#watchers]) {
      const bytes = this.#refreshBook(symbol, at);
      if (bytes === null) continue;
      for (const line of lines) {
        line.sendBook(bytes, symbol);
        if (++written % LINES_IN_ONE_GO === 0) await breathe();
      }
    }
  }
}
