import type { FaultSettings, SetFaultInput } from "@/domain/clearing/faults";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/** How the street's fault dials stand; all of them are off in production, where there are none. */
export async function faultDials(deps: Deps): Promise<FaultSettings> {
  return deps.env.APP_MODE === "production" ? {} : deps.controls.faults();
}

/** A drill: has the street misbehave from its next answer on, or stop it. FORBIDDEN in production. */
export async function setFault(
  deps: Deps,
  actor: Actor,
  { dial, setting }: SetFaultInput,
): Promise<FaultSettings> {
  await deps.controls.setFault(dial, setting);
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    await recordAudit(tx, {
      actor,
      action: setting === null ? "fault.cleared" : "fault.set",
      subjectType: "fault_dial",
      subjectId: dial,
      detail: { setting },
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "staff", "clearing");
  });
  deps.nudge();
  return deps.controls.faults();
}
