import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMails } from "@/server/platform/mail";

/**
 * Tells the holders of each account which papers are there: electronic delivery needs a notice (E-SIGN; SEC Release
 * 33-7233). One mail per holder and account, naming titles and no figures.
 */
export async function tellHolders(
  tx: Tx,
  deps: Deps,
  titles: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const holders = await tx.$queryRaw<{ account_id: string; email: string }[]>`
    select h.account_id, u.email from portal.account_holder h join portal.users u on u.id = h.user_id
    where h.account_id = any(${[...titles.keys()]}::uuid[]) order by h.account_id, u.email`;
  const mails = holders.map((holder) => {
    const papers = titles.get(holder.account_id) ?? [];
    const [first = ""] = papers;
    const subject = papers.length === 1 ? `New document: ${first}` : `${papers.length} new documents`;
    const body = `There is something new among your documents:\n\n${papers.join("\n")}\n\nSign in and open Documents to read or download it.`;
    return { to: holder.email, subject, body };
  });
  await sendMails(tx, mails, deps.clock.now());
}
