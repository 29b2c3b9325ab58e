import { AppError } from "@/domain/errors";
import type { LiftRestrictionInput } from "@/domain/risk/inputs";
import { toColumn, toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/** Ends a symbol's restriction from today on. Throws NOT_FOUND when it has none, or somebody else was faster. */
export async function liftRestriction(
  deps: Deps,
  actor: Actor,
  input: LiftRestrictionInput,
): Promise<{ symbol: string }> {
  const { symbol, reason } = input;
  const exchangeAt = await deps.clock.exchangeNow();
  const liftedOn = toColumn(await deps.clock.exchangeToday());
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.restrictedSymbol.updateMany({
      where: { symbol, liftedOn: null },
      data: { liftedOn, liftReason: reason, liftedBy: actor.userId, liftedAt: toDate(now) },
    });
    if (count === 0) throw new AppError("NOT_FOUND", `${symbol} is not restricted.`);
    await recordAudit(tx, {
      actor,
      action: "symbol.restriction_lifted",
      subjectType: "symbol",
      subjectId: symbol,
      detail: { reason },
      at: now,
      exchangeAt,
    });
    await publish(tx, "staff", "risk");
  });
  return { symbol };
}
