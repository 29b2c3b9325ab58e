import { type Depth, deriveQuotes, deriveSizes } from "@/domain/market/derived-quotes";
import { holdQuotes } from "@/domain/market/price-bands";
import {
  type DayGuards,
  type Inside,
  type MinuteColumns,
  NO_GUARDS,
  type QuoteMinute,
  type Tape,
} from "@/domain/market/tape";
import type { TradingDay } from "@/domain/market/trading-days";

/** A day of which the trades are known and the quotes follow from them. */
export class TradesTape implements Tape {
  constructor(
    readonly day: TradingDay,
    readonly seed: number,
    readonly trades: MinuteColumns,
    readonly depth: Depth,
    readonly lot: number,
    readonly guards: DayGuards = NO_GUARDS,
  ) {}

  quoteMinute(slot: number, into: QuoteMinute): boolean {
    if (!deriveQuotes(this.trades, slot, this.depth, this.day, this.seed, into)) return false;
    if (this.guards.isBinding && this.guards.bands) holdQuotes(this.guards.bands, slot, into);
    return true;
  }

  sizes(slot: number, moment: number, into: Inside): void {
    deriveSizes(this.depth, this.lot, this.day, this.seed, slot, moment, into);
  }
}
