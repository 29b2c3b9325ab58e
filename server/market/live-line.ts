import { AppError } from "@/domain/errors";
import type { Instant } from "@/domain/time/instant";
import { messageFrame, quotesFrame } from "@/server/market/live-frames";

/** Where a line's bytes go: a connection, or a caller in this process. */
export interface Sink {
  /** Takes bytes; false when the reader is behind, until `drained` is called on the line. */
  write(bytes: Buffer): boolean;
  /** Says farewell, with a reason if there is one, and ends. */
  end(reason: AppError | null): void;
}

/** What is newest, for a reader that missed what came in between. */
export interface Newest {
  quote(symbol: string): string | undefined;
  book(symbol: string): Buffer | undefined;
}

/** Whose line it is and what it carries: quotes, books, and the news of an account. */
export type LineOf = {
  sessionId: string;
  userId: string;
  isStaff: boolean;
  accountId: string | null;
  symbols: readonly string[];
  books: readonly string[];
};

/** What waits for one reader may grow to this; order news beyond it ends the line, and the client resumes. */
const HELD_BYTES = 64 * 1024;
/** Kinds of news are few; whoever has missed this many reads everything again. */
const HELD_NEWS = 32;

const SLOW = "This line could not keep up and was closed; it opens again by itself and misses nothing.";

/**
 * One tab's line. While its reader keeps up, everything is passed on at once. While it does not, quotes and books are
 * dropped and only the newest of each is sent later; news is kept once a kind; order news is kept whole, and when
 * that becomes too much the line ends rather than losing any.
 */
export class Line implements LineOf {
  readonly sessionId: string;
  readonly userId: string;
  readonly isStaff: boolean;
  readonly accountId: string | null;
  readonly symbols: readonly string[];
  readonly books: readonly string[];
  readonly #sink: Sink;
  readonly #newest: Newest;
  readonly #onEnd: (line: Line) => void;
  #isOpen = true;
  /** A line is behind until it has begun: what happens meanwhile waits. */
  #isBehind = true;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #news = new Set<string>();
  #missedQuotes = new Set<string>();
  #missedBooks = new Set<string>();
  /** Since when its reader takes nothing; null while it does. */
  behindSince: Instant | null = null;

  constructor(of: LineOf, sink: Sink, newest: Newest, onEnd: (line: Line) => void) {
    this.sessionId = of.sessionId;
    this.userId = of.userId;
    this.isStaff = of.isStaff;
    this.accountId = of.accountId;
    this.symbols = of.symbols;
    this.books = of.books;
    this.#sink = sink;
    this.#newest = newest;
    this.#onEnd = onEnd;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Its reader has not taken what was sent. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Bytes that wait here for the reader, beside what the connection itself buffers. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  #write(bytes: Buffer): void {
    if (!this.#sink.write(bytes)) this.#isBehind = true;
  }

  /** Sends what a line begins with, and then what has happened since it listens. */
  begin(bytes: Buffer): void {
    if (this.#isOpen && this.#sink.write(bytes)) this.drained();
  }

  /** The clock or a ping: worth nothing later. */
  sendNow(bytes: Buffer): void {
    if (this.#isOpen && !this.#isBehind) this.#write(bytes);
  }

  /** Quotes of these symbols have changed; `bytes` says all of them. */
  sendQuotes(bytes: Buffer, changed: readonly string[]): void {
    if (!this.#isOpen) return;
    if (!this.#isBehind) this.#write(bytes);
    else for (const symbol of changed) this.#missedQuotes.add(symbol);
  }

  sendBook(bytes: Buffer, symbol: string): void {
    if (!this.#isOpen) return;
    if (!this.#isBehind) this.#write(bytes);
    else this.#missedBooks.add(symbol);
  }

  sendNews(about: string): void {
    if (!this.#isOpen) return;
    if (!this.#isBehind) return this.#write(messageFrame({ kind: "news", about }));
    this.#news.add(this.#news.size < HELD_NEWS ? about : "reconnected");
  }

  /** Never dropped: sent, kept, or the end of the line. */
  sendOrder(bytes: Buffer): void {
    if (!this.#isOpen) return;
    if (!this.#isBehind) return this.#write(bytes);
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > HELD_BYTES) this.giveUp();
  }

  /** Its reader takes again: first what must not be lost, then the newest of what was missed. */
  drained(): void {
    if (!this.#isOpen || !this.#isBehind) return;
    this.#isBehind = false;
    this.behindSince = null;
    if (this.#held.length > 0) {
      const held = Buffer.concat(this.#held);
      this.#held = [];
      this.#heldBytes = 0;
      this.#write(held);
    }
    const about = [...this.#news];
    this.#news.clear();
    for (const each of about) this.sendNews(each);
    this.#catchUp();
  }

  #catchUp(): void {
    if (this.#isBehind) return;
    const quotes = [...this.#missedQuotes].flatMap((symbol) => this.#newest.quote(symbol) ?? []);
    const books = [...this.#missedBooks].flatMap((symbol) => this.#newest.book(symbol) ?? []);
    this.#missedQuotes.clear();
    this.#missedBooks.clear();
    const parts = quotes.length > 0 ? [quotesFrame(quotes), ...books] : books;
    if (parts.length > 0) this.#write(Buffer.concat(parts));
  }

  /** Ends a line whose reader takes nothing. */
  giveUp(): void {
    this.end(new AppError("MARKET_DATA_UNAVAILABLE", SLOW));
  }

  /** Ends the line, with a reason for its reader if there is one. A second time does nothing. */
  end(reason: AppError | null = null): void {
    if (!this.#isOpen) return;
    this.gone();
    this.#sink.end(reason);
  }

  /** Its reader has gone away. */
  gone(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#held = [];
    this.#heldBytes = 0;
    this.#news.clear();
    this.#onEnd(this);
  }
}
