import { add, subtract } from "@/domain/money/money";
import type { MarginOrderFacts } from "@/domain/risk/checks/margin-order-check";
import type { CallKind } from "@/domain/risk/margin-calls";
import { type Instant, type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import { cashOf, type MarginRow } from "@/server/ledger";
import { areFresh, marksOf } from "@/server/margin/mark-accounts";
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

/** A margin account's row as an order of an instant is measured: by its marks, or anew where they are too old. */
export async function rowAt(deps: Deps, accountId: string, at: Instant): Promise<MarginRow | null> {
  const { margin } = await cashOf(deps.db, accountId);
  if (!margin || areFresh(margin, at)) return margin;
  const [mark] = await marksOf(deps.db, deps, [margin], at);
  return { ...margin, ...mark };
}

/** How a margin account stands for an order of an instant and its trade date; null for a cash account. Writes nothing. */
export async function marginOrderFacts(
  deps: Deps,
  accountId: string,
  { at, tradeDate }: { at: Instant; tradeDate: LocalDate },
): Promise<MarginOrderFacts | null> {
  const row = await rowAt(deps, accountId, at);
  return row && { ...powerOf(row), ...(await refusalsOf(deps.db, accountId, tradeDate)) };
}
