import type { BustFillInput, CorrectFillInput } from "@/domain/clearing/desk-inputs";
import { toWire } from "@/domain/money/money";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * A drill: has a venue bust a fill, as an exchange rules on a clearly erroneous execution (FINRA 11890). The books
 * follow when the venue's report arrives. Errors as `StreetControls.bustFill`; what was refused is not audited.
 */
export async function bustFill(
  deps: Deps,
  actor: Actor,
  { execId, reason }: BustFillInput,
): Promise<{ execId: string }> {
  await deps.controls.bustFill(execId, reason);
  return recordRuling(deps, actor, "fill.busted", execId, { reason });
}

/** A drill: has a venue say what a fill should have been, all of it. As `bustFill`. */
export async function correctFill(
  deps: Deps,
  actor: Actor,
  { execId, reason, ...should }: CorrectFillInput,
): Promise<{ execId: string }> {
  await deps.controls.correctFill(execId, should, reason);
  const detail = { reason, quantity: toWire(should.quantity), price: toWire(should.price) };
  return recordRuling(deps, actor, "fill.corrected", execId, detail);
}

async function recordRuling(
  deps: Deps,
  actor: Actor,
  action: "fill.busted" | "fill.corrected",
  execId: string,
  detail: Prisma.InputJsonObject,
): Promise<{ execId: string }> {
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    await recordAudit(tx, {
      actor,
      action,
      subjectType: "execution",
      subjectId: execId,
      detail,
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "staff", "clearing");
  });
  deps.nudge();
  return { execId };
}
