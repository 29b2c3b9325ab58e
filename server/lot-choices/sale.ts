import { AppError } from "@/domain/errors";
import { add, type Money, NO_SHARES, type Quantity, quantity, subtract, ZERO } from "@/domain/money/money";
import { isOpen, type OrderStatus } from "@/domain/orders/order-machine";
import { isFinal } from "@/domain/tax/choice-deadline";
import {
  type HistoricLot,
  lotsOfHistory,
  openLotsOf,
  type LotEvent,
  rechosen,
} from "@/domain/tax/lot-history";
import { chooseLots, methodsFor } from "@/domain/tax/lot-methods";
import {
  type KeptLots,
  keptLotsFrom,
  namedWithin,
  type OrderLots,
  orderLotsFrom,
} from "@/domain/tax/order-lots";
import { type Instant, type LocalDate, localDateFromColumn, localDateOf } from "@/domain/time/instant";
import { BEGINNING, lotEventsOf, symbolsBeside } from "@/server/ledger";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** A fill that stands, as far as its lots go. */
export type SoldFill = {
  id: string;
  execId: string;
  shares: Quantity;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
  isSettled: boolean;
  /** What it keeps of a choice that its order has no more. */
  kept: KeptLots | null;
};

/** An order as far as the lots of its sale go; fills that stand, oldest first. */
export type Sale = {
  orderId: string;
  accountId: string;
  accountNumber: string | null;
  accountStatus: string;
  /** The symbol under which it was sold, or is to be. */
  symbol: string;
  side: "BUY" | "SELL";
  isOpen: boolean;
  /** Shares that are still to be sold. */
  leaves: Quantity;
  choice: OrderLots | null;
  fills: SoldFill[];
};

/** An order's fills; a customer's own order where an actor is given, whose fill count is as limited as the order's. */
export async function loadSale(db: Db | Tx, orderId: string, actor: Actor | null): Promise<Sale> {
  const order = await db.order.findFirst({
    where: { id: orderId, ...(actor ? { account: heldBy(actor) } : {}) },
    include: {
      account: { select: { number: true, status: true } },
      executions: { where: { bustedAt: null }, orderBy: { seq: "asc" } },
    },
  });
  if (!order) throw new AppError("NOT_FOUND");
  const isWorking = isOpen(order.status as OrderStatus);
  return {
    orderId,
    accountId: order.accountId,
    accountNumber: order.account.number,
    accountStatus: order.account.status,
    symbol: (isWorking ? undefined : order.executions[0]?.symbol) ?? order.symbol,
    side: order.side === "BUY" ? "BUY" : "SELL",
    isOpen: isWorking,
    leaves: isWorking ? quantity(order.leavesQty) : NO_SHARES,
    choice: orderLotsFrom(order.lotMethod, order.namedLots),
    fills: order.executions.map((fill) => ({
      id: fill.id,
      execId: fill.execId,
      shares: quantity(fill.quantity),
      tradeDate: localDateFromColumn(fill.tradeDate),
      settlementDate: localDateFromColumn(fill.settlementDate),
      isSettled: fill.settledAt !== null || fill.keptLots !== null,
      kept: keptLotsFrom(fill.keptLots),
    })),
  };
}

const sharesOf = (fills: readonly SoldFill[]): Quantity =>
  fills.reduce((sum, { shares }) => add(sum, shares), NO_SHARES);

/** A sale at a moment: what is final and keeps its lots, and what may still be given others. */
export type SaleParts = {
  final: SoldFill[];
  free: SoldFill[];
  /** Shares that are final, and those that a choice is of: sold and not final, or still to be sold. */
  settled: Quantity;
  open: Quantity;
};

export function partsOf({ fills, leaves }: Pick<Sale, "fills" | "leaves">, now: Instant): SaleParts {
  const final = fills.filter((fill) => isFinal(fill, now));
  const free = fills.filter((fill) => !isFinal(fill, now));
  return { final, free, settled: sharesOf(final), open: add(sharesOf(free), leaves) };
}

/** What a choice is of: the shares, the lots that may be named, and all that happened. */
export type SaleStory = SaleParts & {
  /** The lots that were open before what is not final was sold; of an order that works, those that came since, too. */
  lots: readonly HistoricLot[];
  events: readonly LotEvent[];
  /** Dollars that the shares have brought that are sold and not final. */
  net: Money;
  on: LocalDate;
};

/** The story of a sale's stock in its account: to its last fill, or to the present while the order works. */
export async function storyOf(db: Db | Tx, sale: Sale, now: Instant): Promise<SaleStory | null> {
  const { accountId, orderId, symbol } = sale;
  const parts = partsOf(sale, now);
  if (parts.open.isZero()) return null;
  const symbols = await symbolsBeside(db, symbol);
  const all = await lotEventsOf(db, { accountIds: [accountId], symbols, from: BEGINNING });
  const isOwn = (event: LotEvent) => event.kind === "TRADE" && event.orderId === orderId;
  const events = sale.isOpen ? all : all.slice(0, all.findLastIndex(isOwn) + 1);
  const free = new Set(parts.free.map(({ id }) => id));
  const isFree = (event: LotEvent) => event.kind === "TRADE" && free.has(event.source);
  const sold = events.flatMap((event) => (event.kind === "TRADE" && isFree(event) ? [event.change] : []));
  return {
    ...parts,
    lots: lotsToName(sale, events, free.size > 0 ? isFree : () => false),
    events,
    net: add(ZERO, ...sold.map(({ net }) => net)),
    on: sold[0]?.tradeDate ?? localDateOf(now),
  };
}

const isThere = ({ openQuantity }: HistoricLot): boolean => openQuantity.gt(0);

function lotsToName(
  { symbol, isOpen: isWorking }: Sale,
  events: readonly LotEvent[],
  isFree: (event: LotEvent) => boolean,
): readonly HistoricLot[] {
  const before = openLotsOf(lotsOfHistory(events, isFree), symbol).filter(isThere);
  if (!isWorking || !events.some(isFree)) return before;
  const known = new Set(before.map(({ id }) => id));
  const now = openLotsOf(lotsOfHistory(events), symbol);
  return [...before, ...now.filter((lot) => isThere(lot) && !known.has(lot.id))];
}

/** The story as it would be by a choice: what is final keeps its lots. */
export function storyBy({ orderId }: Sale, { events, final }: SaleStory, choice: OrderLots): LotEvent[] {
  const kept = new Set(final.map(({ id }) => id));
  return rechosen(events, orderId, choice, (source) => kept.has(source));
}

/** The named shares that a sale has not used up for what is final. */
export function namedLeft({ choice }: Sale, { final, open }: SaleParts): OrderLots | null {
  if (choice?.method !== "SPECIFIC") return choice;
  const used = sharesOf(final.filter(({ kept }) => kept === null));
  return { method: "SPECIFIC", lots: namedWithin(choice.lots, used, open) };
}

/**
 * VALIDATION unless the choice goes with such a sale: a method for its kind, or as many shares of lots that were open
 * before it; of an order that works each lot must be there by the time at which its shares are sold.
 */
export function requireChoice(
  deps: Pick<Deps, "market">,
  sale: Sale,
  story: SaleStory,
  choice: OrderLots,
): void {
  const { lots, open, net, on } = story;
  if (choice.method !== "SPECIFIC") {
    const kind = deps.market.instrument(sale.symbol)?.kind ?? "STOCK";
    if (!methodsFor(kind).includes(choice.method))
      throw new AppError("VALIDATION", "Average cost is for shares of funds alone.");
    return;
  }
  chooseLots(lots, { shares: open, perShare: net.div(open) as Money, on }, choice);
  if (sale.isOpen) requireInTime(sale, story, choice);
}

function requireInTime(
  sale: Sale,
  story: SaleStory,
  choice: Extract<OrderLots, { method: "SPECIFIC" }>,
): void {
  const book = lotsOfHistory(storyBy(sale, story, choice));
  const free = new Set(story.free.map(({ id }) => id));
  if (book.closings.some(({ source, relief }) => free.has(source) && relief === "FALLBACK"))
    throw new AppError(
      "VALIDATION",
      "A part of the order was sold before a named lot was there. Name the lots first that were open then.",
    );
  const left = new Map(openLotsOf(book, sale.symbol).map((lot) => [lot.id, lot.openQuantity]));
  for (const { lotId, shares } of namedWithin(choice.lots, subtract(story.open, sale.leaves), sale.leaves)) {
    const there = left.get(lotId) ?? NO_SHARES;
    if (shares.gt(there))
      throw new AppError("VALIDATION", `A lot has ${there.toFixed()} shares, not ${shares.toFixed()}.`);
  }
}

/** By which choice a fill is closed, and what of its order was filled before it by the same. */
export function keptOf({ choice, fills }: Pick<Sale, "choice" | "fills">, fill: SoldFill): KeptLots {
  if (fill.kept) return fill.kept;
  const before = fills.slice(0, fills.indexOf(fill)).filter(({ kept }) => kept === null);
  return { choice, filledBefore: sharesOf(before) };
}
