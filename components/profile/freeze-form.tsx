"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** Freezes a change of address with the secret of a letter. A press and not the mere opening: mail programs open links. */
export function FreezeForm({ token }: { token: string }) {
  const trpc = useTRPC();
  const freeze = useMutation(trpc.requests.disputeAddress.mutationOptions());
  if (freeze.isSuccess)
    return (
      <Callout tone="gain" title="The change is frozen" isLive>
        The address before counts, everybody was signed out of your account, and we will call you. Please
        choose a new password when you sign in next.
      </Callout>
    );
  return (
    <div className="grid gap-4">
      <p className="text-base">
        The change stops, the address before counts, and all sessions of your sign-in end. Nothing else is
        changed, and you need not sign in for it.
      </p>
      {freeze.error ? (
        <Callout tone="danger" title="Nothing was frozen" isLive>
          {freeze.error.data?.app.code === "VALIDATION"
            ? "This link is not complete. Please open it as it stands in the letter, or call us."
            : freeze.error.message}
        </Callout>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        fullWidth
        isPending={freeze.isPending}
        onClick={() => freeze.mutate({ token })}
      >
        Freeze the change
      </Button>
    </div>
  );
}
