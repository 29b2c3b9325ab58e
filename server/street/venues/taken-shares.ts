import { fromPrice, type Mic, type TickPrice, toPrice } from "@/domain/market/types";
import { price } from "@/domain/money/money";
import type { Tx } from "@/server/platform/db";
import type { Side } from "@/server/street/venues/order-book-state";

/** Where taken shares stood: displayed at a venue in one moment, or in one print of the tape (its instant). */
export type TakenAt = { symbol: string; place: Mic | "TAPE"; side: Side; price: TickPrice; moment: number };

const keyOf = ({ symbol, place, side, price: at, moment }: TakenAt): string =>
  `${symbol}|${place}|${side}|${at}|${moment}`;

/**
 * The shares that customers have already taken: what one took is gone for that moment, so two orders never fill on
 * the same displayed shares. `side` is the side of the order that took them.
 */
export class TakenShares {
  readonly #known = new Map<string, number>();
  readonly #added = new Map<string, { at: TakenAt; shares: number }>();

  of(at: TakenAt): number {
    return this.#known.get(keyOf(at)) ?? 0;
  }

  take(at: TakenAt, shares: number): void {
    const key = keyOf(at);
    this.#known.set(key, (this.#known.get(key) ?? 0) + shares);
    const before = this.#added.get(key);
    this.#added.set(key, { at, shares: (before?.shares ?? 0) + shares });
  }

  /** What was taken in these symbols in and after a moment (and in prints at and after an instant). */
  static async load(
    tx: Tx,
    symbols: readonly string[],
    moment: number,
    printsFrom: number,
  ): Promise<TakenShares> {
    const taken = new TakenShares();
    if (symbols.length === 0) return taken;
    const rows = await tx.$queryRaw<
      { symbol: string; venue: string; side: string; price: string; moment: bigint; taken: number }[]
    >`
      select symbol, venue, side, price::text as price, moment, taken::float8 as taken from street.taken_liquidity
      where symbol = any(${symbols}::text[]) and moment >= ${moment}::bigint
        and (venue <> 'TAPE' or moment >= ${printsFrom}::bigint)`;
    for (const row of rows) {
      const at = {
        symbol: row.symbol,
        place: row.venue as Mic | "TAPE",
        side: row.side as Side,
        price: fromPrice(price(row.price)),
        moment: Number(row.moment),
      };
      taken.#known.set(keyOf(at), row.taken);
    }
    return taken;
  }

  async save(tx: Tx): Promise<void> {
    if (this.#added.size === 0) return;
    const rows = [...this.#added.values()].map(({ at, shares }) => ({
      symbol: at.symbol,
      venue: at.place,
      side: at.side,
      price: toPrice(at.price).toFixed(),
      moment: at.moment,
      taken: shares,
    }));
    await tx.$executeRaw`
      insert into street.taken_liquidity (symbol, venue, side, price, moment, taken)
      select symbol, venue, side, price, moment, taken from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as added(symbol text, venue text, side text, price numeric, moment bigint, taken numeric)
      on conflict (symbol, venue, side, price, moment)
        do update set taken = taken_liquidity.taken + excluded.taken`;
    this.#added.clear();
  }
}
