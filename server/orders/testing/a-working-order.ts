import { NO_SHARES, price, quantity, ZERO } from "@/domain/money/money";
import { isOpen, type OrderStatus } from "@/domain/orders/order-machine";
import type { WorkingOrder } from "@/server/orders/working-orders";

type Given = { status: OrderStatus; quantity: string; cumQty?: string } & Partial<
  Pick<WorkingOrder, "id" | "group">
>;

/** A good-till-cancelled limit order to sell at ten dollars, as it is taken into hand; of a group where one is given. */
export function aWorkingOrder({ status, quantity: whole, cumQty = "0", ...given }: Given): WorkingOrder {
  const filled = quantity(cumQty);
  return {
    id: "01936f00-0000-7000-8000-000000000001",
    accountId: "01936f00-0000-7000-8000-000000000002",
    symbol: "F",
    side: "SELL",
    expiresOn: null,
    isGoodTill: true,
    group: null,
    sent: quantity(whole),
    routeRound: 1,
    worstPrice: null,
    pendingWorst: null,
    triggeredAt: null,
    trailValue: null,
    isAdjusted: false,
    commissionClass: "STANDARD",
    state: {
      clOrdId: "exit",
      status,
      isGoodTill: true,
      quantity: quantity(whole),
      limitPrice: price("10.00"),
      stopPrice: null,
      cumQty: filled,
      cumNotional: ZERO,
      executions: [],
      children: [],
      pendingCancel: null,
      pendingReplace: null,
    },
    commission: ZERO,
    secFee: ZERO,
    tafFee: ZERO,
    holdCash: ZERO,
    holdShares: isOpen(status) ? quantity(whole) : NO_SHARES,
    holdMargin: { loan: ZERO, opening: ZERO },
    isMargin: false,
    reasons: null,
    closedAt: null,
    tradedOn: new Map(),
    records: [],
    changedChildren: new Set(),
    lots: null,
    keptShares: NO_SHARES,
    isChanged: false,
    nbboOfChild: new Map(),
    ...given,
  };
}
