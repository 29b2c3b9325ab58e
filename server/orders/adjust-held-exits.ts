import type { MarketData } from "@/domain/market/types";
import { adjustForActions } from "@/domain/orders/corporate-adjustment";
import { nextStatus } from "@/domain/orders/order-machine";
import { addDays, type Instant, localDateOf, toDate } from "@/domain/time/instant";
import { invariant } from "@/domain/errors";
import type { ExitPart, RoutedOrder } from "@/server/orders/routed-orders";
import type { Tx } from "@/server/platform/db";

/**
 * Gives exits that waited for their entry what the dividends since they were placed have made of their prices (FINRA
 * 5330), before they go out. While they wait no venue knows them, so no venue tells us; from here on theirs does. An
 * order is released once, hence adjusted once. Splits are no concern: they cancel entries, and their exits with them.
 * A price of which the dividends would leave nothing stays: an exit must not be lost at the moment it is needed.
 */
export async function adjustHeldExits(
  tx: Tx,
  market: MarketData,
  parts: readonly ExitPart[],
  at: Instant,
): Promise<ExitPart[]> {
  const adjusted: ExitPart[] = [];
  for (const part of parts) {
    const order = part.order.status === "HELD" ? adjustedExit(market, part.order, at) : null;
    if (order) await write(tx, order, at);
    adjusted.push(order ? { ...part, order } : part);
  }
  return adjusted;
}

/** The exit with its lowered prices; null when nothing has changed. */
function adjustedExit(market: MarketData, order: RoutedOrder, at: Instant): RoutedOrder | null {
  const from = addDays(localDateOf(order.placedAt), 1);
  const to = localDateOf(at);
  if (from > to) return null;
  const dividends = market
    .actions(from, to)
    .filter(({ symbol, type }) => symbol === order.symbol && type === "CASH_DIVIDEND");
  const adjustment = adjustForActions(
    {
      ...order,
      filled: order.cumQty,
      peak: null,
      isTriggered: false,
      doNotReduce: order.doNotReduce ?? false,
      isGrouped: true,
    },
    dividends,
  );
  if (adjustment.kind !== "RESTATE") return null;
  const { limitPrice, stopPrice } = adjustment.terms;
  return { ...order, limitPrice, stopPrice, worstPrice: limitPrice ?? order.worstPrice };
}

async function write(tx: Tx, order: RoutedOrder, at: Instant): Promise<void> {
  const to = nextStatus(order.status, "RESTATE");
  invariant(to, "a held order can be restated");
  await tx.order.update({
    where: { id: order.id },
    data: {
      status: to,
      limitPrice: order.limitPrice?.toFixed() ?? null,
      stopPrice: order.stopPrice?.toFixed() ?? null,
      worstPrice: order.worstPrice?.toFixed() ?? null,
      version: { increment: 1 },
    },
  });
  await tx.orderEvent.create({
    data: {
      orderId: order.id,
      accountId: order.accountId,
      execType: "RESTATED",
      fromStatus: order.status,
      toStatus: to,
      detail: { note: "Lowered by the dividends since it was placed (FINRA 5330)." },
      exchangeAt: toDate(at),
    },
  });
}
