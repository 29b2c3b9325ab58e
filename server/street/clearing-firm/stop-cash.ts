import type { FirmCommand } from "@/domain/clearing/messages";
import { toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

type CancelCash = Extract<FirmCommand, { kind: "CANCEL_CASH" }>;

/**
 * Stops a movement that the firm has taken and not sent yet. Entries go to the bank in one file at the end of the day on
 * which they were taken: until then they can be stopped, afterwards not. A wire can be stopped until the day on which it
 * leaves. Asked for a second time, nothing happens.
 */
export async function stopCash(step: Step, { transferId }: CancelCash): Promise<void> {
  const at = toIso(step.now);
  const [movement] = await step.tx.$queryRaw<{ status: string; isSent: boolean }[]>`
    select status, case when direction = 'WIRE_OUT' then settles_on <= ${step.today}::date
        else received_on < ${step.today}::date end as "isSent"
    from street.firm_cash_movement where id = ${transferId}::uuid for update`;
  const refuse = (reason: string) =>
    step.events.add("CLEARING", { kind: "CASH_STOP_REFUSED", transferId, reason, at });
  if (!movement) return refuse("The clearing firm does not know this transfer.");
  if (movement.status === "CANCELED") return;
  if (movement.status !== "WITH_BANK" || movement.isSent)
    return refuse("It is too late: the clearing firm has sent it.");
  await step.tx.$executeRaw`
    update street.firm_cash_movement set status = 'CANCELED' where id = ${transferId}::uuid`;
  step.events.add("CLEARING", { kind: "CASH_STOPPED", transferId, at });
}
