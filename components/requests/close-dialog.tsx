"use client";

import { useMutation } from "@tanstack/react-query";
import type { AccountRequests } from "@/components/requests/types";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";

type CloseDialogProps = {
  accountId: string;
  obstacles: readonly string[];
  onClose: () => void;
  onAsked: (changed: AccountRequests) => void;
};

/** Asks for the end of an account, or says what is to be done first. */
export function CloseDialog({ accountId, obstacles, onClose, onAsked }: CloseDialogProps) {
  const trpc = useTRPC();
  const ask = useMutation(trpc.requests.close.mutationOptions({ onSuccess: onAsked }));
  const cannot = obstacles.length > 0;
  return (
    <Dialog
      title="Close this account?"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          {cannot ? null : (
            <Button variant="danger" isPending={ask.isPending} onClick={() => ask.mutate({ accountId })}>
              Ask to close it
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3 text-base">
        {cannot ? (
          <Callout tone="caution" title="It cannot be closed yet">
            <ul className="grid list-disc gap-1 pl-4">
              {obstacles.map((obstacle) => (
                <li key={obstacle}>{obstacle}</li>
              ))}
            </ul>
          </Callout>
        ) : (
          <p>
            We look at it and ask the clearing firm to close it. It cannot be opened again; its statements and
            confirmations stay under Documents, and the tax papers for this year still come.
          </p>
        )}
        {ask.error ? (
          <Callout tone="danger" title="It was not asked for" isLive>
            {isUnanswered(ask.error) ? "No answer came. Please try again." : ask.error.message}
          </Callout>
        ) : null}
      </div>
    </Dialog>
  );
}
