import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";

type CheckMailProps = {
  email: string;
  /** What the message is about, and what to do with it. */
  children: ReactNode;
  /** Where nobody sends mail (development, demo) it can be read in the portal. */
  hasMailbox: boolean;
};

/** A message is on its way. */
export function CheckMail({ email, children, hasMailbox }: CheckMailProps) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <span
        aria-hidden
        className="flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent"
      >
        <MailCheck size={20} />
      </span>
      <p className="text-heading font-semibold">Check your mail</p>
      <p className="text-base wrap-anywhere">
        {children} We wrote to <strong className="font-semibold">{email}</strong>.
      </p>
      {hasMailbox ? (
        <div className="grid gap-2 border-t border-line pt-4">
          <p className="text-small text-muted">
            This is a demonstration: no mail leaves it. Your messages are in its own mailbox.
          </p>
          <LinkButton href={`/mailbox?address=${encodeURIComponent(email)}`} variant="primary">
            Open the mailbox
          </LinkButton>
        </div>
      ) : (
        <p className="text-small text-muted">
          Nothing there after a few minutes? Look into the folder for junk.
        </p>
      )}
    </div>
  );
}
