import type { Holder } from "@/server/corporate-actions/testing/holders";
import type { SteeredWorld } from "@/server/orders/testing/steered-world";
import { lotsOfOrder } from "@/server/tax/order-lots";

const words = (rows: object[]): string[] => rows.map((row) => Object.values(row).join(" "));

/** What our books and the clearing firm's say of lots, as texts that can be compared. */
export function bothBooks({ deps, database }: SteeredWorld) {
  return {
    /** "execution symbol shares cost" of each open lot in our books. */
    ours: async ({ accountId }: Holder) =>
      words(
        await deps.db.$queryRaw<object[]>`
          select x.exec_id, l.symbol, trim_scale(l.open_quantity)::text as q, trim_scale(l.open_cost)::text as c
          from portal.tax_lot l join portal.execution x on x.id = l.execution_id
          where l.account_id = ${accountId}::uuid and l.open_quantity <> 0 order by x.exec_id`,
      ),
    /** The same in the firm's. */
    theirs: async ({ number }: Holder) =>
      words(
        await database.street.$queryRaw<object[]>`
          select lot_id, symbol, trim_scale(open_quantity)::text as q, trim_scale(open_cost)::text as c from street.firm_lot
          where account_number = ${number} and open_quantity <> 0 order by lot_id`,
      ),
    openBreaks: async ({ accountId }: Holder) =>
      (await deps.db.reconciliationBreak.findMany({ where: { accountId, status: "OPEN" } })).map(
        ({ area, item, ours, theirs }) => `${area} ${item}: ${ours} / ${theirs}`,
      ),
    /** "lot shares" of what an order closed, each fill's closings by themselves. */
    closed: async (who: Holder, { id }: { id: string }) =>
      (await lotsOfOrder(deps, who.actor, { orderId: id })).closed
        .map(({ lotId, shares }) => `${lotId} ${shares}`)
        .sort(),
    /** The account's lots, oldest first. */
    lotIds: async ({ accountId }: Holder) =>
      (await deps.db.taxLot.findMany({ where: { accountId }, orderBy: { seq: "asc" } })).map(({ id }) => id),
  };
}

/** A choice of lots by name, as the ticket sends it. */
export const named = (...lots: [lotId: string | undefined, shares: string][]) => ({
  method: "SPECIFIC",
  lots: lots.map(([lotId, shares]) => ({ lotId, shares })),
});
