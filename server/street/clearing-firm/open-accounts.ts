import type { FirmCommand } from "@/domain/clearing/messages";
import { toIso } from "@/domain/time/instant";
import type { Arrived, Step } from "@/server/street/street";

type OpenAccount = Extract<FirmCommand, { kind: "OPEN_ACCOUNT" }>;

/**
 * Opens an account under the next number, or answers with the number that it has: an application is opened once,
 * however often it is asked for.
 */
export async function openAccount(step: Step, { command }: Arrived<OpenAccount>): Promise<void> {
  const { accountId, title, commissionClass } = command;
  const at = toIso(step.now);
  if (title.trim() === "") {
    step.events.add("CLEARING", {
      kind: "ACCOUNT_REFUSED",
      accountId,
      reason: "The account has no title.",
      at,
    });
    return;
  }
  await step.tx.$executeRaw`
    insert into street.firm_account (number, reference, title, commission_class, status, opened_on)
    select 'RT-' || nextval('street.firm_account_number'), ${accountId}, ${title}, ${commissionClass}, 'OPEN', ${step.today}::date
    where not exists (select 1 from street.firm_account where reference = ${accountId})
    on conflict (reference) do nothing`;
  const [account] = await step.tx.$queryRaw<{ number: string; opened_on: string }[]>`
    select number, opened_on::text as opened_on from street.firm_account where reference = ${accountId}`;
  if (!account) return;
  step.events.add("CLEARING", {
    kind: "ACCOUNT_OPENED",
    accountId,
    number: account.number,
    openedOn: account.opened_on,
    at,
  });
}
