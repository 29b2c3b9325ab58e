import { type Exact, money, type Quantity, quantity } from "@/domain/money/money";
import { type HistoricLot, type LotEvent, LotReplay } from "@/domain/tax/lot-history";
import type { TaxLot } from "@/domain/tax/lot-methods";
import type { FollowedTaxes } from "@/domain/tax/tax-follower";
import { addDays, type LocalDate } from "@/domain/time/instant";

/**
 * How an account's lots of one stock stood at the end of a day, as taxes saw them: the open lots, what they carry, and
 * the losses of the last thirty days that a purchase may still replace. From it the story goes on as from its beginning.
 */
export type TaxMark = {
  day: LocalDate;
  /** By symbol: a stock that got another one has lots under that. */
  stocks: readonly { symbol: string; lots: readonly HistoricLot[]; taxes: FollowedTaxes }[];
};

/** What the sales that go by tax saw, by execution, and the mark to go on from next time; null if it is no newer one. */
export type TaxedStory = { taxed: ReadonlyMap<string, readonly TaxLot[]>; mark: TaxMark | null };

const dayOf = (event: LotEvent): LocalDate =>
  event.kind === "ACTION" ? event.terms.exDate : event.change.tradeDate;

/**
 * Goes through a stock's story from a mark on, or from its beginning, and makes a new mark of how things stood before
 * `day`, on which the sales are that are asked about. `filled` is what of orders that named lots was traded before the
 * first of the events. Events come in order, by their days; those of the mark's day and before are not among them.
 */
export function taxedStory(
  from: TaxMark | null,
  events: readonly LotEvent[],
  day: LocalDate,
  filled: ReadonlyMap<string, Quantity> = new Map(),
): TaxedStory {
  const replay = LotReplay.withTaxes(from?.stocks ?? [], filled);
  const first = events.findIndex((event) => dayOf(event) >= day);
  const before = first === -1 ? events : events.slice(0, first);
  for (const event of before) replay.apply(event);
  const mark = before.length > 0 ? markOf(replay, addDays(day, -1)) : null;
  for (const event of events.slice(before.length)) replay.apply(event);
  return { taxed: replay.book.taxed, mark };
}

function markOf({ book, taxes }: LotReplay, day: LocalDate): TaxMark {
  return {
    day,
    stocks: [...(taxes ?? [])].map(([symbol, follower]) => ({
      symbol,
      lots: book.open.get(symbol) ?? [],
      taxes: follower.standing(day),
    })),
  };
}

type Texts<T> = {
  [K in keyof T]: T[K] extends Exact ? string : T[K];
};
/** A mark's stocks as they are kept: decimals as texts. */
export type StoredTaxMark = readonly {
  symbol: string;
  lots: readonly Texts<HistoricLot>[];
  pieces: readonly Texts<FollowedTaxes["open"][number]>[];
  losses: readonly Texts<FollowedTaxes["losses"][number]>[];
}[];

export const storedMark = ({ stocks }: TaxMark): StoredTaxMark =>
  stocks.map(({ symbol, lots, taxes }) => ({
    symbol,
    lots: lots.map((lot) => ({
      ...lot,
      openQuantity: lot.openQuantity.toFixed(),
      openCost: lot.openCost.toFixed(),
      whole: lot.whole.toFixed(),
      cost: lot.cost.toFixed(),
    })),
    pieces: taxes.open.map((piece) => ({
      ...piece,
      openQuantity: piece.openQuantity.toFixed(),
      openCost: piece.openCost.toFixed(),
      carried: piece.carried.toFixed(),
    })),
    losses: taxes.losses.map((loss) => ({
      ...loss,
      shares: loss.shares.toFixed(),
      amount: loss.amount.toFixed(),
    })),
  }));

export const taxMarkFrom = (day: LocalDate, stored: StoredTaxMark): TaxMark => ({
  day,
  stocks: stored.map(({ symbol, lots, pieces, losses }) => ({
    symbol,
    lots: lots.map((lot) => ({
      ...lot,
      openQuantity: quantity(lot.openQuantity),
      openCost: money(lot.openCost),
      whole: quantity(lot.whole),
      cost: money(lot.cost),
    })),
    taxes: {
      open: pieces.map((piece) => ({
        ...piece,
        openQuantity: quantity(piece.openQuantity),
        openCost: money(piece.openCost),
        carried: money(piece.carried),
      })),
      losses: losses.map((loss) => ({
        ...loss,
        shares: quantity(loss.shares),
        amount: money(loss.amount),
      })),
    },
  })),
});
