import { add, subtract } from "@/domain/money/money";
import type { MarginOrderFacts } from "@/domain/risk/checks/margin-order-check";
import type { CallKind } from "@/domain/risk/margin-calls";
import { type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import { cashOf, type MarginRow } from "@/server/ledger";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** A margin account's row as an order finds it. */
export const powerOf = (row: MarginRow) => ({
  freeCash: subtract(row.cash, row.reserved),
  equity: add(row.cash, row.longValue),
  excess: add(subtract(row.cash, row.reserved), row.loanValue, row.pendingLoan),
  openingLeft: row.openingPower && subtract(row.openingPower, row.pendingOpening),
  mayBorrow: row.mayBorrow,
});

/** What keeps credit from an account on a day: an overdue call, or the days after an unmet intraday deficit. */
export async function refusalsOf(
  db: Tx | Db,
  accountId: string,
  day: LocalDate,
): Promise<Pick<MarginOrderFacts, "restriction" | "isOverdue">> {
  const calls = await db.marginCall.findMany({
    where: { accountId, OR: [{ status: "EXPIRED" }, { restrictedUntil: { not: null } }] },
    orderBy: [{ restrictedUntil: "desc" }, { id: "asc" }],
  });
  const intraday = calls.find(
    (call) => call.restrictedUntil !== null && localDateFromColumn(call.restrictedUntil) >= day,
  );
  return {
    restriction: intraday?.restrictedUntil
      ? {
          from: localDateFromColumn(intraday.dueOn),
          until: localDateFromColumn(intraday.restrictedUntil),
          because: localDateFromColumn(intraday.issuedOn),
        }
      : null,
    isOverdue: calls.some((call) => call.status === "EXPIRED" && (call.kind as CallKind) !== "INTRADAY"),
  };
}

/** How a margin account stands for an order of a day, by its last marks; null for a cash account. */
export async function marginOrderFacts(
  deps: Deps,
  accountId: string,
  day: LocalDate,
): Promise<MarginOrderFacts | null> {
  const { margin } = await cashOf(deps.db, accountId);
  if (!margin) return null;
  return { ...powerOf(margin), ...(await refusalsOf(deps.db, accountId, day)) };
}
