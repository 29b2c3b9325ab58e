import { openingOf } from "@/domain/portfolio/periods";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { StatementFacts } from "@/domain/statements/statement";
import { NO_PERFORMANCE } from "@/domain/statements/statement-sections";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { performanceOfPeriod } from "@/server/portfolio";

type Performance = StatementFacts["performance"];

/** A month, its year so far and its last trading day, by account; the portfolio's own figures, and no others. */
export async function performanceBooks(
  db: Tx | Db,
  accountIds: readonly string[],
  { opening, closing }: { opening: LocalDate; closing: LocalDate },
): Promise<Map<string, Performance>> {
  const month = await performanceOfPeriod(db, accountIds, { from: opening, to: closing });
  const year = await performanceOfPeriod(db, accountIds, { from: openingOf("YTD", closing), to: closing });
  const dayBefore = exchangeCalendar.previousTradingDay(closing);
  const day = await performanceOfPeriod(db, accountIds, { from: dayBefore, to: closing });
  return new Map(
    accountIds.map((id) => [
      id,
      {
        month: month.get(id) ?? NO_PERFORMANCE,
        year: year.get(id) ?? NO_PERFORMANCE,
        day: { ...(day.get(id) ?? NO_PERFORMANCE), on: closing },
      },
    ]),
  );
}
