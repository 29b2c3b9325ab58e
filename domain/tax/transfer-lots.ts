import { type Quantity, ZERO } from "@/domain/money/money";
import { closeLotsBy, type LotChoice } from "@/domain/tax/lot-methods";
import type { OpenLot } from "@/domain/tax/lots";
import type { LocalDate } from "@/domain/time/instant";

/**
 * Takes shares out of an account without selling them: the lots that go keep their days and costs (the transfer
 * statement of Treas. Reg. 1.6045A-1 says them to the firm that receives). `choice` names those that go. `idOf` gives
 * the part that goes an id of its own. Errors are those of `closeLotsBy`.
 */
export function transferLots(
  lots: readonly OpenLot[],
  shares: Quantity,
  transfer: { choice: LotChoice; on: LocalDate; idOf: (lotId: string) => string },
): { moved: OpenLot[]; remaining: OpenLot[] } {
  const { closings, remaining } = closeLotsBy(transfer.choice, transfer.on)(lots, shares, ZERO);
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const moved = closings.flatMap(({ lotId, quantity, cost }) => {
    const lot = byId.get(lotId);
    return lot && !quantity.isZero()
      ? [{ ...lot, id: transfer.idOf(lotId), openQuantity: quantity, openCost: cost }]
      : [];
  });
  return { moved, remaining };
}
