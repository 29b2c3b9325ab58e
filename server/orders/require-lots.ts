import { AppError } from "@/domain/errors";
import type { InstrumentKind } from "@/domain/market/types";
import { quantity } from "@/domain/money/money";
import type { OrderInput } from "@/domain/orders/order-input";
import { type LotMethod, methodsFor } from "@/domain/tax/lot-methods";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/**
 * VALIDATION unless an order's choice of lots can be kept as things are: a method for such a security, or lots of the
 * account that are open with as many shares. What other orders do to the same lots until it fills is seen when it
 * fills. An order that is here already is not looked at again: its lots may be closed by itself. NOT_FOUND for an
 * account that is not the actor's, whatever the lots.
 */
export async function requireLots(
  deps: Deps,
  actor: Actor,
  { accountId, clientOrderId, symbol, lots }: OrderInput,
  kind: InstrumentKind | undefined,
): Promise<void> {
  if (!lots) return;
  if (lots.method !== "SPECIFIC") {
    requireMethod(lots.method, kind);
    return;
  }
  const [own, found, known] = await Promise.all([
    deps.db.account.count({ where: { id: accountId, ...heldBy(actor) } }),
    deps.db.taxLot.findMany({
      where: { id: { in: lots.lots.map(({ lotId }) => lotId) }, accountId, symbol, openQuantity: { gt: 0 } },
      select: { id: true, openQuantity: true },
    }),
    deps.db.order.count({ where: { accountId, clientOrderId } }),
  ]);
  if (own === 0) throw new AppError("NOT_FOUND");
  if (known > 0) return;
  const open = new Map(found.map((lot) => [lot.id, quantity(lot.openQuantity)]));
  for (const { lotId, shares } of lots.lots) {
    const there = open.get(lotId);
    if (!there) throw new AppError("VALIDATION", "A named lot is not open.");
    if (shares.gt(there))
      throw new AppError("VALIDATION", `A lot has ${there.toFixed()} shares, not ${shares.toFixed()}.`);
  }
}

/** VALIDATION unless lots of such a security may be closed by the method. */
export function requireMethod(method: LotMethod, kind: InstrumentKind | undefined): void {
  if (kind && !methodsFor(kind).includes(method))
    throw new AppError("VALIDATION", "Average cost is for shares of funds alone.");
}
