"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

/** Confirms on a press: programs that open links in mails to check them must not use the link up. */
export function VerifyEmailForm({ token }: { token: string }) {
  const trpc = useTRPC();
  const verify = useMutation(trpc.auth.verifyEmail.mutationOptions());
  if (verify.data)
    return (
      <div className="grid gap-4">
        <Callout tone="gain" title="Your address is confirmed" isLive>
          {verify.data.email}
        </Callout>
        <LinkButton
          href={`/sign-in?email=${encodeURIComponent(verify.data.email)}`}
          variant="primary"
          size="lg"
          fullWidth
        >
          Sign in
        </LinkButton>
      </div>
    );
  return (
    <div className="grid gap-4">
      {verify.error ? (
        <Callout tone="danger" title="The address is not confirmed" isLive>
          {verify.error.data?.app.code === "VALIDATION"
            ? "This link is not complete. Open it from the message again."
            : `${verify.error.message} Sign in, and we send you a new one.`}
        </Callout>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        fullWidth
        isPending={verify.isPending}
        onClick={() => verify.mutate({ token })}
      >
        Confirm my address
      </Button>
    </div>
  );
}
