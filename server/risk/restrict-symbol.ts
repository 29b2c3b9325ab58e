import { AppError } from "@/domain/errors";
import type { RestrictSymbolInput } from "@/domain/risk/inputs";
import { toColumn, toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { isUniqueViolation } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { effectiveDay } from "@/server/risk/effective-day";
import { restrictedSymbolView, type RestrictedSymbolView } from "@/server/risk/views";

/**
 * Keeps customers from buying a symbol, or from trading it at all, from a day on (15c3-5(c)(2)). Orders that are open
 * already stay. Throws CONFLICT when the symbol is restricted already (lift that first), VALIDATION for a day that has
 * passed.
 */
export async function restrictSymbol(
  deps: Deps,
  actor: Actor,
  input: RestrictSymbolInput,
): Promise<RestrictedSymbolView> {
  const effectiveOn = await effectiveDay(deps, input.effectiveOn);
  const exchangeAt = await deps.clock.exchangeNow();
  const { symbol, scope, reason } = input;
  const now = deps.clock.now();
  try {
    return await deps.db.$transaction(async (tx) => {
      const row = await tx.restrictedSymbol.create({
        data: {
          symbol,
          scope,
          reason,
          effectiveOn: toColumn(effectiveOn),
          setBy: actor.userId,
          setAt: toDate(now),
        },
      });
      await recordAudit(tx, {
        actor,
        action: "symbol.restricted",
        subjectType: "symbol",
        subjectId: symbol,
        detail: { scope, effectiveOn, reason },
        at: now,
        exchangeAt,
      });
      await publish(tx, "staff", "risk");
      return restrictedSymbolView(row, actor.displayName);
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError("CONFLICT", `${symbol} is restricted already. Lift that restriction first.`);
    throw error;
  }
}
