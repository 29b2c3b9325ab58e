import type { FirmCommand } from "@/domain/clearing/messages";
import { US_PERSON } from "@/domain/corporate-actions/withholding";
import { toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

type OpenAccount = Extract<FirmCommand, { kind: "OPEN_ACCOUNT" }>;

/**
 * Opens accounts under the next numbers, in the order given, and answers each. An account that is open already is
 * answered with the number it has: it is opened once, however often it is asked for.
 */
export async function openAccounts(step: Step, commands: readonly OpenAccount[]): Promise<void> {
  if (commands.length === 0) return;
  const at = toIso(step.now);
  const rows = commands.map(({ accountId, tax = US_PERSON, ...command }, place) => ({
    place,
    reference: accountId,
    title: command.title,
    commission_class: command.commissionClass,
    type: command.accountType ?? "CASH",
    registration: command.registration ?? "INDIVIDUAL",
    tax_form: tax.form,
    tax_country: tax.country,
    tax_treaty: tax.claimsTreaty ?? true,
    tax_backup: tax.isSubjectToBackup ?? false,
    tax_valid_through: tax.validThrough ?? null,
  }));
  const answers = await step.tx.$queryRaw<{ reference: string; number: string; opened_on: string }[]>`
    with asked as (
      select distinct on (reference) *
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(place int, reference text, title text, commission_class text, type text, registration text, tax_form text,
          tax_country text, tax_treaty boolean, tax_backup boolean, tax_valid_through date)
      where btrim(title) <> '' order by reference, place),
    fresh as (
      select * from asked where not exists (
        select 1 from street.firm_account a where a.reference = asked.reference) order by place),
    opened as (
      insert into street.firm_account (number, reference, title, commission_class, type, registration, tax_form, tax_country,
        tax_treaty, tax_backup, tax_valid_through, status, opened_on)
      select 'RT-' || nextval('street.firm_account_number'), reference, title, commission_class, type, registration, tax_form,
        tax_country, tax_treaty, tax_backup, tax_valid_through, 'OPEN', ${step.today}::date
      from fresh returning reference, number, opened_on)
    select reference, number, opened_on::text as opened_on from opened
    union all
    select a.reference, a.number, a.opened_on::text from street.firm_account a join asked using (reference)`;
  const byReference = new Map(answers.map((answer) => [answer.reference, answer]));
  for (const { accountId } of commands) {
    const account = byReference.get(accountId);
    step.events.add(
      "CLEARING",
      account
        ? { kind: "ACCOUNT_OPENED", accountId, number: account.number, openedOn: account.opened_on, at }
        : { kind: "ACCOUNT_REFUSED", accountId, reason: "The account has no title.", at },
    );
  }
}
