import { type Instant, toDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";

export type Mail = { to: string; subject: string; body: string; link?: string };

/** The same for many mails, in one statement. */
export async function sendMails(tx: Tx | Db, mails: readonly Mail[], now: Instant): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map((mail) => ({
    id: newId(),
    recipient: mail.to.toLowerCase(),
    subject: mail.subject,
    body: mail.body,
    link: mail.link ?? null,
  }));
  await tx.$executeRaw`
    insert into portal.mail_message (id, recipient, subject, body, link, created_at)
    select m.*, ${toDate(now)}::timestamptz from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as m(id uuid, recipient text, subject text, body text, link text)`;
}

/**
 * Puts a mail into the outgoing mailbox in the caller's transaction, so that no mail tells of something that was
 * rolled back. The demo shows the mailbox; a delivery job would read the same table.
 */
export async function sendMail(tx: Tx | Db, mail: Mail, now: Instant): Promise<void> {
  await tx.mailMessage.create({
    data: {
      id: newId(),
      recipient: mail.to.toLowerCase(),
      subject: mail.subject,
      body: mail.body,
      link: mail.link ?? null,
      createdAt: toDate(now),
    },
  });
}
