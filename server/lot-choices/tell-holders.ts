import type { Sale } from "@/server/lot-choices/sale";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMails } from "@/server/platform/mail";

/** Tells all holders of an account, by mail, what became of a choice of lots; with a link to the order. */
export async function tellHolders(
  tx: Tx,
  deps: Deps,
  { accountId, orderId }: Sale,
  mail: { subject: string; body: string },
): Promise<void> {
  const holders = await tx.$queryRaw<{ email: string }[]>`
    select u.email from portal.account_holder h join portal.users u on u.id = h.user_id
    where h.account_id = ${accountId}::uuid order by u.email`;
  await sendMails(
    tx,
    holders.map(({ email }) => ({ to: email, ...mail, link: `/orders/${orderId}` })),
    deps.clock.now(),
  );
}
