import type { FirmCommand } from "@/domain/clearing/messages";
import type { Step } from "@/server/street/street";

/** Writes into the account master what the owners' tax forms say from now on. The same again changes nothing. */
export async function setTaxStanding(
  step: Step,
  { accountNumber, tax }: Extract<FirmCommand, { kind: "SET_TAX_STANDING" }>,
): Promise<void> {
  await step.tx.$executeRaw`
    update street.firm_account set tax_form = ${tax.form}, tax_country = ${tax.country},
      tax_treaty = ${tax.claimsTreaty ?? true}, tax_backup = ${tax.isSubjectToBackup ?? false},
      tax_valid_through = ${tax.validThrough ?? null}::date
    where number = ${accountNumber}`;
}
