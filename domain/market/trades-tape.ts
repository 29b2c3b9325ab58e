import { type Depth, deriveQuotes, deriveSizes } from "@/domain/market/derived-quotes";
import type { Inside, MinuteColumns, QuoteMinute, Tape } from "@/domain/market/tape";
import type { TradingDay } from "@/domain/market/trading-days";

/** A day of which the trades are known and the quotes follow from them. */
export class TradesTape implements Tape {
  constructor(
    readonly day: TradingDay,
    readonly seed: number,
    readonly trades: MinuteColumns,
    readonly depth: Depth,
    readonly lot: number,
  ) {}

  quoteMinute(slot: number, into: QuoteMinute): boolean {
    return deriveQuotes(this.trades, slot, this.depth, this.day, this.seed, into);
  }

  sizes(slot: number, moment: number, into: Inside): void {
    deriveSizes(this.depth, this.lot, this.day, this.seed, slot, moment, into);
  }
}
