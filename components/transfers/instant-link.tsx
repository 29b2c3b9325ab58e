"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useEffect, useRef } from "react";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** Sends the customer to his bank's consent page; he comes back with a code (FinishLink). */
export function InstantLink({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const start = useMutation(
    trpc.funding.startInstantLink.mutationOptions({
      onSuccess: ({ path }) => window.location.assign(path),
    }),
  );
  return (
    <div className="grid gap-2">
      <Button
        variant="primary"
        fullWidth
        icon={<Landmark aria-hidden size={16} />}
        isPending={start.isPending || start.isSuccess}
        onClick={() => {
          if (!start.isPending) start.mutate({ accountId });
        }}
      >
        Sign in at your bank
      </Button>
      <p className="text-small text-muted">
        The quickest way: you choose the account at your bank, which tells us its number and its owner. We
        never see your password.
      </p>
      {start.error ? (
        <Callout tone="danger" title="Your bank could not be reached" isLive>
          {isUnanswered(start.error) ? "No answer came. Please try again." : start.error.message}
        </Callout>
      ) : null}
    </div>
  );
}

type FinishLinkProps = { consentId: string; code: string; onDone: () => void };

/** Back from the bank: takes the account that was chosen there, once. */
export function FinishLink({ consentId, code, onDone }: FinishLinkProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isAsked = useRef(false);
  const finish = useMutation(
    trpc.funding.finishInstantLink.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.funding.pathFilter()),
    }),
  );
  const { mutate } = finish;
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    // The code goes out of the address: a reload or the way back asks for nothing again.
    window.history.replaceState(null, "", "/transfers");
    mutate({ consentId, code });
  }, [mutate, consentId, code]);
  if (finish.error)
    return (
      <Callout
        tone="danger"
        title="The bank account was not linked"
        isLive
        action={
          <Button size="sm" onClick={onDone}>
            Close
          </Button>
        }
      >
        {isUnanswered(finish.error) ? "No answer came. Please start again." : finish.error.message}
      </Callout>
    );
  if (!finish.data)
    return (
      <Callout title="Back from your bank" isLive>
        Your bank tells us which account you chose. This takes a moment.
      </Callout>
    );
  return (
    <Callout
      tone="gain"
      title={`${finish.data.bankName} ••${finish.data.last4} is linked`}
      isLive
      action={
        <Button size="sm" onClick={onDone}>
          Close
        </Button>
      }
    >
      It is held in your name. You can deposit from it now.
    </Callout>
  );
}
