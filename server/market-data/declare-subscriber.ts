import { type DeclareInput, subscriberKind } from "@/domain/market-data/subscriber";
import { toDate } from "@/domain/time/instant";
import { myMarketData } from "@/server/market-data/queries";
import type { MarketDataView } from "@/server/market-data/views";
import type { Actor, Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/**
 * Keeps a person's answers to the exchanges' questions, with version, time and address. The last declaration holds, and
 * sets the price from the month that runs. A declaration is added, never changed.
 */
export async function declareSubscriber(
  deps: Deps,
  actor: Actor,
  origin: Origin,
  input: DeclareInput,
): Promise<MarketDataView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const now = deps.clock.now();
  const kind = subscriberKind(input.answers);
  const id = newId();
  await deps.db.$transaction(async (tx) => {
    await tx.marketDataDeclaration.create({
      data: {
        id,
        userId: actor.userId,
        version: input.version,
        answers: input.answers,
        kind,
        ip: origin.ip,
        userAgent: origin.userAgent,
        declaredAt: toDate(now),
        exchangeAt: toDate(exchangeAt),
      },
    });
    await recordAudit(tx, {
      actor,
      action: "market_data.declared",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { declarationId: id, version: input.version, kind, ip: origin.ip },
      at: now,
      exchangeAt,
    });
  });
  return myMarketData(deps, actor);
}
