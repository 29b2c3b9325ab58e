import type { FirmCommand } from "@/domain/clearing/messages";
import { Prisma } from "@/server/platform/db";
import type { LocalDate } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

/** The regime that the firm keeps for an account on a day: a column of street.firm_account, here `a`. */
export const regimeOn = (day: LocalDate): Prisma.Sql =>
  Prisma.sql`case when a.next_regime_on <= ${day}::date then a.next_regime else a.margin_regime end`;

/**
 * Notes which regime the introducing broker has asked for, from a day on. The last request is what counts; for a cash
 * account it is kept for the day on which it becomes a margin account.
 */
export async function setMarginRegime(
  step: Step,
  command: Extract<FirmCommand, { kind: "SET_MARGIN_REGIME" }>,
): Promise<void> {
  const { regime, effectiveOn, accountNumber } = command;
  await step.tx.$executeRaw`
    update street.firm_account a set margin_regime = ${regimeOn(step.today)}, next_regime = ${regime},
      next_regime_on = ${effectiveOn}::date
    where a.number = ${accountNumber}`;
}
