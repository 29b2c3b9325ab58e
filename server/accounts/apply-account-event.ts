import type { FirmEvent } from "@/domain/clearing/messages";
import { InvariantError } from "@/domain/errors";
import { type AccountEvent, type AccountStatus, nextAccountStatus } from "@/domain/onboarding/account-status";
import { instantFromIso, localDate, toColumn } from "@/domain/time/instant";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

/** What the clearing firm says of accounts. */
export type FirmAccountEvent = Extract<FirmEvent, { kind: "ACCOUNT_OPENED" | "ACCOUNT_REFUSED" }>;

type AccountRow = { id: string; title: string; status: string; number: string | null };
type Letter = { subject: string; body: string };

const MEANS: Record<FirmAccountEvent["kind"], AccountEvent> = {
  ACCOUNT_OPENED: "opened",
  ACCOUNT_REFUSED: "refused",
};

function letterFor(event: FirmAccountEvent, title: string): Letter {
  if (event.kind === "ACCOUNT_OPENED")
    return {
      subject: `Your account ${event.number} is open`,
      body:
        `Meridian Clearing Corporation has opened account ${event.number} in the name of ${title}. ` +
        "Link your bank and move money in; you can trade as soon as it is there.",
    };
  return {
    subject: "Your account could not be opened",
    body: `Meridian Clearing Corporation did not open the account in the name of ${title}: ${event.reason}. Please write to us; we will find out what is needed.`,
  };
}

async function tellHolders(tx: Tx, deps: Deps, account: AccountRow, letter: Letter): Promise<void> {
  const holders = await tx.$queryRaw<{ user_id: string; email: string }[]>`
    select u.id as user_id, u.email from portal.account_holder h join portal.users u on u.id = h.user_id
    where h.account_id = ${account.id}::uuid`;
  for (const holder of holders) {
    await sendMail(tx, { to: holder.email, ...letter }, deps.clock.now());
    await publish(tx, `user:${holder.user_id}`, "application");
  }
  await publish(tx, `account:${account.id}`, "account");
  await publish(tx, "staff", "account");
}

/**
 * Applies the clearing firm's answer to the request for an account, inside the transaction that moves the cursor.
 * The same answer again changes nothing; an answer for an account that never was, or another number than before, is
 * a bug of one side and stops the intake.
 */
export async function applyAccountEvent(tx: Tx, deps: Deps, event: FirmAccountEvent): Promise<void> {
  const [account] = await tx.$queryRaw<AccountRow[]>`
    select id, title, status, number from portal.account where id = ${event.accountId}::uuid for update`;
  if (!account)
    throw new InvariantError(`the clearing firm speaks of account ${event.accountId}, which is not ours`);
  const status = nextAccountStatus(account.status as AccountStatus, MEANS[event.kind]);
  if (status === null) {
    const known = account.number ?? "refused";
    const said = event.kind === "ACCOUNT_OPENED" ? event.number : "refused";
    if (known === said) return;
    throw new InvariantError(`the clearing firm says ${said} of account ${account.id}, after ${known}`);
  }
  const opened =
    event.kind === "ACCOUNT_OPENED"
      ? { number: event.number, openedOn: toColumn(localDate(event.openedOn)) }
      : {};
  await tx.account.update({ where: { id: account.id }, data: { status, ...opened } });
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: event.kind === "ACCOUNT_OPENED" ? "account.opened" : "account.refused",
    subjectType: "account",
    subjectId: account.id,
    detail: event.kind === "ACCOUNT_OPENED" ? { number: event.number } : { reason: event.reason },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
  await tellHolders(tx, deps, account, letterFor(event, account.title));
}
