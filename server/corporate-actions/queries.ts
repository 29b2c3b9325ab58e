import { type LocalDate, toColumn } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";
import type { Prisma } from "@/server/platform/db";

/** A holding that a corporate action has changed: what it was called, is called now, and how much it is now. */
export type SharesChanged = { symbol: string; newSymbol: string | null; after: Prisma.Decimal };

/** Changes of an account's holdings by splits and the like after a day, oldest first. */
export async function sharesChangedSince(
  deps: Deps,
  accountId: string,
  day: LocalDate,
): Promise<SharesChanged[]> {
  const rows = await deps.db.entitlement.findMany({
    where: { accountId, quantityAfter: { not: null }, action: { exDate: { gt: toColumn(day) } } },
    include: { action: { select: { symbol: true, newSymbol: true } } },
    orderBy: [{ action: { exDate: "asc" } }, { id: "asc" }],
  });
  return rows.flatMap(({ action, quantityAfter }) =>
    quantityAfter === null
      ? []
      : [{ symbol: action.symbol, newSymbol: action.newSymbol, after: quantityAfter }],
  );
}
