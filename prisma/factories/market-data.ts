import { monthBefore } from "@/domain/market-data/plans";
import { DECLARATION_VERSION } from "@/domain/market-data/subscriber";
import { type Instant, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import type { Db } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";

/** Gives a person the Level II plan, as a non-professional, from a month on that is not over yet. */
export async function giveLevelTwo(
  db: Db,
  { userId, accountId }: { userId: string; accountId: string },
  now: Instant,
): Promise<void> {
  const day = localDateOf(now);
  await db.marketDataDeclaration.create({
    data: {
      id: newId(),
      userId,
      version: DECLARATION_VERSION,
      answers: { registered: false, adviser: false, institution: false, business: false, others: false },
      kind: "NON_PROFESSIONAL",
      ip: "192.0.2.1",
      userAgent: "test",
      declaredAt: toDate(now),
      exchangeAt: toDate(now),
    },
  });
  await db.marketDataSubscription.create({
    data: { userId, accountId, plan: "LEVEL_II", since: toColumn(day), chargedThrough: monthBefore(day) },
  });
}
