import type { ArrivingWireInput, ReturnEntryInput } from "@/domain/funding/desk-inputs";
import { moneyToWire } from "@/domain/money/money";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

async function recordDrill(
  deps: Deps,
  actor: Actor,
  action: string,
  subjectId: string,
  detail: Prisma.InputJsonObject,
): Promise<void> {
  await recordAudit(deps.db, {
    actor,
    action,
    subjectType: "transfer",
    subjectId,
    detail,
    at: deps.clock.now(),
    exchangeAt: await deps.clock.exchangeNow(),
  });
  deps.nudge();
}

/** A drill: has a wire arrive at the clearing firm. Errors as `StreetControls.receiveWire`; what was refused is not audited. */
export async function letWireArrive(
  deps: Deps,
  actor: Actor,
  input: ArrivingWireInput,
): Promise<{ wireId: string }> {
  const wireId = await deps.controls.receiveWire(input);
  const { accountNumber, amount, originatorName } = input;
  await recordDrill(deps, actor, "drill.wire_arrived", wireId, {
    accountNumber,
    amount: moneyToWire(amount),
    originatorName,
  });
  return { wireId };
}

/** A drill: has a bank send an ACH entry back. Errors as `StreetControls.returnEntry`. */
export async function letEntryReturn(
  deps: Deps,
  actor: Actor,
  { transferId, code }: ReturnEntryInput,
): Promise<{ transferId: string }> {
  await deps.controls.returnEntry(transferId, code);
  await recordDrill(deps, actor, "drill.entry_returned", transferId, { code });
  return { transferId };
}
