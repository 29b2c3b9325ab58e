import { AppError } from "@/domain/errors";
import { add, money, moneyToWire, NO_SHARES, quantity, subtract, toWire, ZERO } from "@/domain/money/money";
import { termOf } from "@/domain/tax/holding-period";
import { orderLotsFrom, type Relief } from "@/domain/tax/order-lots";
import { localDateFromColumn } from "@/domain/time/instant";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import type { OrderLotsView } from "@/server/tax/views";

const SHOWN = 500;

/** What an order chose, and which lots its fills closed with what they gained. NOT_FOUND for another's. */
export async function lotsOfOrder(
  deps: Deps,
  actor: Actor,
  { orderId }: { orderId: string },
): Promise<OrderLotsView> {
  const order = await deps.db.order.findFirst({
    where: { id: orderId, account: heldBy(actor) },
    select: {
      lotMethod: true,
      namedLots: true,
      executions: { where: { bustedAt: null }, select: { id: true }, take: SHOWN },
    },
  });
  if (!order) throw new AppError("NOT_FOUND");
  const choice = orderLotsFrom(order.lotMethod, order.namedLots);
  const closings = await deps.db.lotClosing.findMany({
    where: { executionId: { in: order.executions.map(({ id }) => id) }, cause: "TRADE" },
    orderBy: [{ closedOn: "asc" }, { id: "asc" }],
    take: SHOWN,
  });
  const named = choice?.method === "SPECIFIC" ? choice.lots : [];
  const lots = await deps.db.taxLot.findMany({
    where: { id: { in: [...closings.map(({ lotId }) => lotId), ...named.map(({ lotId }) => lotId)] } },
    select: { id: true, acquiredOn: true, quantity: true },
  });
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const acquired = (lotId: string) => {
    const lot = byId.get(lotId);
    return lot ? localDateFromColumn(lot.acquiredOn) : "";
  };
  const closed = closings.map((row) => {
    const acquiredOn = acquired(row.lotId);
    const soldOn = localDateFromColumn(row.closedOn);
    const isShort = byId.get(row.lotId)?.quantity.lt(0) ?? false;
    return {
      id: row.id,
      lotId: row.lotId,
      acquiredOn,
      soldOn,
      shares: toWire(quantity(row.quantity)),
      proceeds: moneyToWire(money(row.proceeds)),
      cost: moneyToWire(money(row.cost)),
      gain: moneyToWire(subtract(money(row.proceeds), money(row.cost))),
      term: isShort || acquiredOn === "" ? ("SHORT" as const) : termOf(acquiredOn, soldOn),
      relief: row.relief as Relief | null,
    };
  });
  const [proceeds, cost] = [
    add(ZERO, ...closings.map((row) => money(row.proceeds))),
    add(ZERO, ...closings.map((row) => money(row.cost))),
  ];
  return {
    method: choice?.method ?? "FIFO",
    named: named.map(({ lotId, shares }) => ({ lotId, acquiredOn: acquired(lotId), shares: toWire(shares) })),
    closed,
    total: {
      proceeds: moneyToWire(proceeds),
      cost: moneyToWire(cost),
      gain: moneyToWire(subtract(proceeds, cost)),
    },
    fallback: toWire(
      add(
        NO_SHARES,
        ...closings.filter(({ relief }) => relief === "FALLBACK").map((row) => quantity(row.quantity)),
      ),
    ),
  };
}
