import type { FirmCommand } from "@/domain/clearing/messages";
import type { Step } from "@/server/street/street";

/** Notes which regime the introducing broker has asked for. The same again changes nothing; a cash account has none. */
export async function setMarginRegime(
  step: Step,
  command: Extract<FirmCommand, { kind: "SET_MARGIN_REGIME" }>,
): Promise<void> {
  await step.tx.$executeRaw`
    update street.firm_account set margin_regime = ${command.regime}
    where number = ${command.accountNumber} and type = 'MARGIN'`;
}
