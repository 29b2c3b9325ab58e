"use client";

import { useMutation } from "@tanstack/react-query";
import { type ApiError, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

const problemOf = (error: ApiError): string =>
  error.data?.app.code === "VALIDATION"
    ? "This link is not complete. Open it from the message again."
    : error.message;

type ConfirmEmailFormProps = {
  token: string;
  /** The old address may say that it was somebody else. */
  mayStop: boolean;
};

/** Confirms or stops on a press: programs that open links in mails to check them must not use the link up. */
export function ConfirmEmailForm({ token, mayStop }: ConfirmEmailFormProps) {
  const trpc = useTRPC();
  const confirm = useMutation(trpc.auth.confirmEmailChange.mutationOptions());
  const stop = useMutation(trpc.auth.stopEmailChange.mutationOptions());
  const error = confirm.error ?? stop.error;
  if (stop.isSuccess)
    return (
      <Done title="The change is stopped" href="/forgot-password" button="Choose a new password">
        You sign in with the address that you had, and everybody was signed out. Whoever asked knew your
        password.
      </Done>
    );
  if (confirm.data?.isChanged)
    return (
      <Done title="Your e-mail address is changed" href="/sign-in" button="Sign in">
        From now on you sign in with {confirm.data.newEmail}.
      </Done>
    );
  if (confirm.data)
    return (
      <Callout tone="gain" title="Confirmed from this address" isLive>
        Now open the link in the message to your other address.
      </Callout>
    );
  return (
    <div className="grid gap-4">
      {error ? (
        <Callout tone="danger" title="Nothing was changed" isLive>
          {problemOf(error)}
        </Callout>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        fullWidth
        isPending={confirm.isPending}
        isDisabled={stop.isPending}
        onClick={() => confirm.mutate({ token })}
      >
        Confirm the change
      </Button>
      {mayStop ? (
        <Button
          variant="danger"
          size="lg"
          fullWidth
          isPending={stop.isPending}
          isDisabled={confirm.isPending}
          onClick={() => stop.mutate({ token })}
        >
          It was not me: stop it
        </Button>
      ) : null}
    </div>
  );
}

type DoneProps = { title: string; href: string; button: string; children: React.ReactNode };

function Done({ title, href, button, children }: DoneProps) {
  return (
    <div className="grid gap-4">
      <Callout tone="gain" title={title} isLive>
        {children}
      </Callout>
      <LinkButton href={href} variant="primary" size="lg" fullWidth>
        {button}
      </LinkButton>
    </div>
  );
}
