import { formatBankDay } from "@/domain/funding/bank-day";
import { localDateFromColumn } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

/** Where mail about an account's money goes. */
export async function ownersOf(tx: Tx, accountId: string): Promise<string[]> {
  const holders = await tx.$queryRaw<{ email: string }[]>`
    select u.email from portal.account_holder h join portal.users u on u.id = h.user_id
    where h.account_id = ${accountId}::uuid order by u.email`;
  return holders.map(({ email }) => email);
}

/** Tells the owners by mail that a bank account was linked, and from when money may leave to it: time to object. */
export async function tellOfLink(
  tx: Tx,
  deps: Deps,
  link: { accountId: string; bankName: string; last4: string; withdrawalsFrom: Date | null },
): Promise<void> {
  const from = link.withdrawalsFrom && formatBankDay(localDateFromColumn(link.withdrawalsFrom));
  const body =
    `The bank account ${link.bankName} ••${link.last4} was linked to your brokerage account.` +
    `${from ? ` Money may leave to it from ${from} on.` : ""} If this was not you, remove it on the transfers page and write to us at once.`;
  for (const email of await ownersOf(tx, link.accountId))
    await sendMail(tx, { to: email, subject: "A bank account was linked", body }, deps.clock.now());
}
