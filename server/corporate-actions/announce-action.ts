import type { ActionTerms } from "@/domain/corporate-actions/action";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * A drill: has the clearing firm announce a corporate action before its ex-date. Our books hear of it from the firm.
 * Errors as `StreetControls.announceAction`; what was refused is not audited.
 */
export async function announceAction(
  deps: Deps,
  actor: Actor,
  terms: ActionTerms,
): Promise<{ actionId: string }> {
  const actionId = await deps.controls.announceAction(terms);
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    await recordAudit(tx, {
      actor,
      action: "corporate_action.announced",
      subjectType: "corporate_action",
      subjectId: actionId,
      detail: { ...terms },
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "staff", "clearing");
  });
  deps.nudge();
  return { actionId };
}
