import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DemoCode } from "@/components/auth/demo-code";
import { MailboxForm } from "@/components/auth/mailbox-form";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { emailInput } from "@/domain/auth/email-input";
import { formatDateTime } from "@/domain/time/format";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Mailbox", referrer: "no-referrer" };

type MailboxPageProps = { searchParams: Promise<{ address?: string }> };

/** What would have been sent by mail, where nothing is: development and demo. In production there is no such page. */
export default async function MailboxPage({ searchParams }: MailboxPageProps) {
  const api = await serverCaller();
  if (!(await api.auth.hasMailbox())) notFound();
  const typed = (await searchParams).address ?? "";
  const address = emailInput.safeParse(typed);
  return (
    <div className="mx-auto grid w-full max-w-[40rem] gap-5 px-4 py-8 md:py-14">
      <div className="grid gap-2">
        <h1 className="text-display tracking-[-0.02em]">Mailbox</h1>
        <p className="text-form text-muted">
          No mail leaves this demonstration. Here are the messages that would have been sent.
        </p>
      </div>
      <MailboxForm address={typeof typed === "string" ? typed : ""} />
      {address.success ? <Messages address={address.data} /> : null}
    </div>
  );
}

type Mail = Outputs["auth"]["mailbox"][number];

async function Messages({ address }: { address: string }) {
  const api = await serverCaller();
  const [mails, code] = await Promise.all([api.auth.mailbox({ address }), api.auth.demoCode({ address })]);
  return (
    <>
      {code ? <DemoCode key={address} address={address} initial={code} /> : null}
      {mails.length > 0 ? (
        <MailList address={address} mails={mails} />
      ) : (
        <EmptyState icon={<Inbox size={20} />} title="Nothing here">
          No message was written to {address} yet.
        </EmptyState>
      )}
    </>
  );
}

function MailList({ address, mails }: { address: string; mails: readonly Mail[] }) {
  return (
    <ul aria-label={`Messages to ${address}`} className="grid gap-4">
      {mails.map((mail) => (
        <li key={mail.id}>
          <Card title={mail.subject} aside={formatDateTime(mail.sentAt)}>
            <p className="whitespace-pre-line wrap-anywhere">{mail.body}</p>
            {mail.href ? (
              <div className="mt-4">
                <LinkButton href={mail.href} variant="primary">
                  Open the link
                </LinkButton>
              </div>
            ) : null}
          </Card>
        </li>
      ))}
    </ul>
  );
}
