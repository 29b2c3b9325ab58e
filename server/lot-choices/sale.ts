import { AppError } from "@/domain/errors";
import { add, type Money, type Quantity, quantity, ZERO } from "@/domain/money/money";
import { isOpen, type OrderStatus } from "@/domain/orders/order-machine";
import { type HistoricLot, lotsOfHistory, openLotsOf, type LotEvent } from "@/domain/tax/lot-history";
import { chooseLots, methodsFor } from "@/domain/tax/lot-methods";
import { type OrderLots, orderLotsFrom } from "@/domain/tax/order-lots";
import { type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import { BEGINNING, lotEventsOf, symbolsBeside } from "@/server/ledger";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** An order as far as the lots of its sale go; fills that stand, oldest first. */
export type Sale = {
  orderId: string;
  accountId: string;
  accountNumber: string | null;
  accountStatus: string;
  /** The symbol under which it was sold. */
  symbol: string;
  side: "BUY" | "SELL";
  isOpen: boolean;
  choice: OrderLots | null;
  fills: {
    id: string;
    shares: Quantity;
    tradeDate: LocalDate;
    settlementDate: LocalDate;
    isSettled: boolean;
  }[];
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
  return {
    orderId,
    accountId: order.accountId,
    accountNumber: order.account.number,
    accountStatus: order.account.status,
    symbol: order.executions[0]?.symbol ?? order.symbol,
    side: order.side === "BUY" ? "BUY" : "SELL",
    isOpen: isOpen(order.status as OrderStatus),
    choice: orderLotsFrom(order.lotMethod, order.namedLots),
    fills: order.executions.map((fill) => ({
      id: fill.id,
      shares: quantity(fill.quantity),
      tradeDate: localDateFromColumn(fill.tradeDate),
      settlementDate: localDateFromColumn(fill.settlementDate),
      isSettled: fill.settledAt !== null,
    })),
  };
}

/** What was open before a sale, and all that happened up to its last fill. */
export type SaleStory = {
  open: HistoricLot[];
  events: readonly LotEvent[];
  shares: Quantity;
  net: Money;
  on: LocalDate;
};

/** The story of a sale's stock in its account, from the beginning to its last fill. */
export async function storyOf(
  db: Db | Tx,
  { accountId, orderId, symbol, fills }: Sale,
): Promise<SaleStory | null> {
  const [first] = fills;
  if (!first) return null;
  const symbols = await symbolsBeside(db, symbol);
  const all = await lotEventsOf(db, { accountIds: [accountId], symbols, from: BEGINNING });
  const isFill = (event: LotEvent) => event.kind === "TRADE" && event.orderId === orderId;
  const events = all.slice(0, all.findLastIndex(isFill) + 1);
  const sold = events.flatMap((event) => (event.kind === "TRADE" && isFill(event) ? [event.change] : []));
  return {
    open: openLotsOf(lotsOfHistory(events, isFill), symbol).filter(({ openQuantity }) => openQuantity.gt(0)),
    events,
    shares: sold.reduce((sum, { shares }) => add(sum, shares), quantity(0)),
    net: add(ZERO, ...sold.map(({ net }) => net)),
    on: first.tradeDate,
  };
}

/** VALIDATION unless the choice goes with such a sale: a method for its kind, or lots that were open before it. */
export function requireChoice(
  deps: Pick<Deps, "market">,
  sale: Sale,
  { open, shares, net, on }: SaleStory,
  choice: OrderLots,
): void {
  const kind = deps.market.instrument(sale.symbol)?.kind ?? "STOCK";
  if (choice.method === "SPECIFIC") {
    chooseLots(open, { shares, perShare: net.div(shares) as Money, on }, choice);
    return;
  }
  if (!methodsFor(kind).includes(choice.method))
    throw new AppError("VALIDATION", "Average cost is for shares of funds alone.");
}
