import type { StatementFacts } from "@/domain/statements/statement";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

type Performance = StatementFacts["performance"];

/** Returns of a month and of its year so far, by account; the portfolio's own figures, and no others. */
export async function performanceBooks(
  _db: Tx | Db,
  _accountIds: readonly string[],
  _days: { opening: LocalDate; closing: LocalDate },
): Promise<Map<string, Performance>> {
  return new Map();
}
