import { groupedBy } from "@/domain/grouped";
import { add, type Money, type Quantity, subtract, ZERO } from "@/domain/money/money";
import { splitByShares } from "@/domain/money/split";
import { type Term, termOf } from "@/domain/tax/holding-period";
import { lotStory } from "@/domain/tax/lot-story";
import { washSales } from "@/domain/tax/wash-sales";
import type { RealisedPiece, WashOutcome, WashScope } from "@/domain/tax/wash-story";
import { addDays, type LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import {
  type BookedClosing,
  closingsIn,
  closingsOf,
  lotsOf,
  RENAMED,
  splitsOf,
  type StockOf,
  stockKey,
} from "@/server/tax/story-rows";

/**
 * What a sale (or cash in lieu of a fraction) realised of one lot, in dollars. `gain` is economic: proceeds - cost.
 * For taxes besides: `basis` has what wash sales had added to it, `washDisallowed` (0 or more) is the part of the loss
 * that went into other shares, and proceeds - basis + washDisallowed is taxed. A lot of which wash sales touched a
 * part may stand in several rows. `term` is that of the tax view: a wash sale carries the holding period, too.
 */
export type Realised = {
  closingId: string;
  accountId: string;
  symbol: string;
  lotId: string;
  acquiredOn: LocalDate;
  heldFrom: LocalDate;
  soldOn: LocalDate;
  quantity: Quantity;
  proceeds: Money;
  cost: Money;
  gain: Money;
  term: Term;
  basis: Money;
  washDisallowed: Money;
  /** The order that sold it; null for an adjustment or cash in lieu. */
  orderId: string | null;
  cause: BookedClosing["cause"];
  relief: string | null;
};

/** Days, both included. `asOf`: what happened later is not known yet; a paper says the same whenever it is printed. */
export type RealisedPeriod = { from: LocalDate; to: LocalDate; asOf?: LocalDate; scope?: WashScope };

/** Purchases of so many days after a period may still disallow losses of it. */
const DAYS_AFTER = 30;

/**
 * What these accounts realised in a period, by account, day of sale and lot; set-based. Wash sales are looked at by
 * account, as a broker reports them (1099-B), or with scope OWNER over all of these accounts as those of one owner.
 * Only stocks of which anything was ever sold at a loss are gone through from their beginning.
 */
export async function realisedOf(
  db: Db | Tx,
  accountIds: readonly string[],
  { from, to, asOf = addDays(to, DAYS_AFTER), scope = "ACCOUNT" }: RealisedPeriod,
): Promise<Realised[]> {
  if (accountIds.length === 0) return [];
  const closings = await closingsIn(db, accountIds, { from, to });
  const washed = await washedPieces(db, accountIds, closings, { asOf, scope });
  return closings.flatMap((closing) => {
    const pieces = washed.get(closing.id);
    return pieces ? rowsOf(closing, pieces) : [plainRow(closing)];
  });
}

/** Sums in dollars by term; `taxable` is gain - washCarried + washDisallowed, that is proceeds - basis + washDisallowed. */
export type RealisedSum = {
  proceeds: Money;
  cost: Money;
  gain: Money;
  washDisallowed: Money;
  /** What earlier wash sales had added to the cost of what was sold. */
  washCarried: Money;
  taxable: Money;
};
export type RealisedSums = Record<Term | "total", RealisedSum>;

const NOTHING: RealisedSum = {
  proceeds: ZERO,
  cost: ZERO,
  gain: ZERO,
  washDisallowed: ZERO,
  washCarried: ZERO,
  taxable: ZERO,
};

/** What earlier wash sales had added to the cost of a row (IRC 1091(d)). */
export const carriedOf = ({ basis, cost }: Realised): Money => subtract(basis, cost);

/** What is taxed of a row. */
export const taxableOf = ({ proceeds, basis, washDisallowed }: Realised): Money =>
  add(subtract(proceeds, basis), washDisallowed);

/** The sums of rows by term and in all. */
export function sumsOf(rows: readonly Realised[]): RealisedSums {
  const sum = (some: readonly Realised[]): RealisedSum =>
    some.reduce(
      (so, row) => ({
        proceeds: add(so.proceeds, row.proceeds),
        cost: add(so.cost, row.cost),
        gain: add(so.gain, row.gain),
        washDisallowed: add(so.washDisallowed, row.washDisallowed),
        washCarried: add(so.washCarried, carriedOf(row)),
        taxable: add(so.taxable, taxableOf(row)),
      }),
      NOTHING,
    );
  return {
    SHORT: sum(rows.filter(({ term }) => term === "SHORT")),
    LONG: sum(rows.filter(({ term }) => term === "LONG")),
    total: sum(rows),
  };
}

/** The sums of `realisedOf` by account; accounts that realised nothing have zeros. */
export async function realisedSums(
  db: Db | Tx,
  accountIds: readonly string[],
  period: RealisedPeriod,
): Promise<Map<string, RealisedSums>> {
  const rows = groupedBy(await realisedOf(db, accountIds, period), ({ accountId }) => accountId);
  return new Map(accountIds.map((id) => [id, sumsOf(rows.get(id) ?? [])]));
}

/** The story of stocks as taxes see it: what was realised, and what is open with what it carries. By stock. */
export async function washStories(
  db: Db | Tx,
  stocks: readonly StockOf[],
  { asOf, scope }: { asOf: LocalDate; scope: WashScope },
): Promise<Map<string, WashOutcome>> {
  const symbols = stocks.map(({ symbol }) => symbol);
  const [lots, closings, splits] = await Promise.all([
    lotsOf(db, stocks, "ALL"),
    closingsOf(db, stocks),
    splitsOf(db, symbols),
  ]);
  const nameOf = scope === "OWNER" ? (of: StockOf) => of.symbol : stockKey;
  const closingsBy = groupedBy(closings, nameOf);
  const splitsBy = groupedBy(splits, ({ symbol }) => symbol);
  return new Map(
    [...groupedBy(lots, nameOf)].map(([name, own]) => {
      const symbol = own[0]?.symbol ?? "";
      const story = lotStory(own, closingsBy.get(name) ?? [], splitsBy.get(symbol) ?? [], asOf);
      return [name, washSales(story, scope)];
    }),
  );
}

/** The pieces of closings that wash sales may have touched: those of stocks of which anything was sold at a loss. */
async function washedPieces(
  db: Db | Tx,
  accountIds: readonly string[],
  closings: readonly BookedClosing[],
  view: { asOf: LocalDate; scope: WashScope },
): Promise<Map<string, RealisedPiece[]>> {
  const symbols = new Set(closings.map(({ symbol }) => symbol));
  if (symbols.size === 0) return new Map();
  const stocks = await stocksWithLosses(db, accountIds, [...symbols], view.asOf);
  const related =
    view.scope === "OWNER"
      ? stocks.flatMap(({ symbol }) => accountIds.map((accountId) => ({ accountId, symbol })))
      : stocks;
  const unique = [...new Map(related.map((stock) => [stockKey(stock), stock])).values()];
  const stories = await washStories(db, unique, view);
  return groupedBy(
    [...stories.values()].flatMap(({ realised }) => realised),
    ({ closingId }) => closingId,
  );
}

async function stocksWithLosses(
  db: Db | Tx,
  accountIds: readonly string[],
  symbols: readonly string[],
  asOf: LocalDate,
): Promise<StockOf[]> {
  const rows = await db.$queryRaw<{ account_id: string; symbol: string }[]>`
    with ${RENAMED}
    select distinct c.account_id, coalesce(n.now, l.symbol) as symbol
    from portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id
    left join renamed n on n.symbol = l.symbol
    where c.account_id = any(${[...accountIds]}::uuid[]) and c.proceeds < c.cost and c.closed_on <= ${asOf}::date`;
  const wanted = new Set(symbols);
  return rows
    .map((row) => ({ accountId: row.account_id, symbol: row.symbol }))
    .filter(({ symbol }) => wanted.has(symbol));
}

const headOf = ({
  id,
  symbol,
  soldAs,
  accountId,
  lotId,
  acquiredOn,
  closedOn,
  orderId,
  cause,
  relief,
}: BookedClosing) => ({
  closingId: id,
  accountId,
  symbol: soldAs || symbol,
  lotId,
  acquiredOn,
  soldOn: closedOn,
  orderId,
  cause,
  relief,
});

function plainRow(closing: BookedClosing): Realised {
  const { quantity, proceeds, cost, acquiredOn, closedOn, isShort } = closing;
  return {
    ...headOf(closing),
    heldFrom: acquiredOn,
    quantity,
    proceeds,
    cost,
    gain: subtract(proceeds, cost),
    // Shares that are bought to close a short sale were hardly ever held (IRC 1233(b)).
    term: isShort ? "SHORT" : termOf(acquiredOn, closedOn),
    basis: cost,
    washDisallowed: ZERO,
  };
}

/** A closing in its pieces; the books' cost is split over them as the wash book splits it. */
function rowsOf(closing: BookedClosing, pieces: readonly RealisedPiece[]): Realised[] {
  const costs = splitByShares(
    closing.cost,
    pieces.map(({ shares }) => shares),
  );
  return pieces.map((piece, n) => {
    const cost = costs[n] ?? ZERO;
    return {
      ...headOf(closing),
      heldFrom: piece.heldFrom,
      quantity: piece.shares,
      proceeds: piece.proceeds,
      cost,
      gain: subtract(piece.proceeds, cost),
      term: piece.term,
      basis: piece.basis,
      washDisallowed: piece.disallowed,
    };
  });
}
