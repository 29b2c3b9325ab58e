"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type SignInResult, signIn } from "@/components/auth/session-client";
import { PasswordField } from "@/components/auth/password-field";
import { useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { WORDING } from "@/domain/errors";

type Failure = Extract<SignInResult, { ok: false }>["code"];

const SENTENCES: Partial<Record<Failure, string>> = {
  ...WORDING,
  INTERNAL: "Something went wrong on our side. Please try again in a minute.",
  UNANSWERED: "No answer came. Check your connection and try again.",
};

const signInHref = (next: string | null): string =>
  next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in";

/** Address and password. `next` is where to go on to; without it the sign-in page decides by who signed in. */
export function SignInForm({ email = "", next }: { email?: string; next: string | null }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const { attach, ...form } = useForm({
    initial: { email, password: "" },
    schema: async () => (await import("@/domain/auth/inputs")).signInInput,
    onValid(values) {
      setFailure(null);
      setPending(true);
      void signIn(values).then((result) => {
        // A full load: nothing of who was here before stays in the browser's memory. The page knows what comes next.
        if (result.ok) return window.location.assign(signInHref(next));
        setPending(false);
        setFailure(result.code);
      });
    },
  });
  return (
    <Form ref={attach} aria-label="Sign in" className="grid gap-4" onSubmit={form.onSubmit}>
      {failure === "EMAIL_NOT_VERIFIED" ? <NotVerified email={form.values.email} /> : null}
      {failure && failure !== "EMAIL_NOT_VERIFIED" ? (
        <Callout tone="danger" title="You are not signed in" isLive>
          {SENTENCES[failure] ?? SENTENCES.INTERNAL}
        </Callout>
      ) : null}
      <TextField
        label="E-mail address"
        type="email"
        autoComplete="username"
        value={form.values.email}
        onChange={form.set("email")}
        error={form.errors.email}
      />
      <PasswordField
        label="Password"
        value={form.values.password}
        onChange={form.set("password")}
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" fullWidth isPending={isPending}>
        Sign in
      </Button>
      <p className="text-small text-muted">
        <TextLink href="/forgot-password">Forgot your password?</TextLink>
      </p>
    </Form>
  );
}

function NotVerified({ email }: { email: string }) {
  const trpc = useTRPC();
  const resend = useMutation(trpc.auth.resendVerification.mutationOptions());
  return (
    <Callout
      tone="caution"
      title="Please confirm your e-mail address first"
      isLive
      action={
        resend.isSuccess ? null : (
          <Button size="sm" isPending={resend.isPending} onClick={() => resend.mutate({ email })}>
            Send the link again
          </Button>
        )
      }
    >
      {resend.isSuccess
        ? "We have sent the link again. It works for 24 hours."
        : (resend.error?.message ?? "The link is in the message that we sent you when you signed up.")}
    </Callout>
  );
}
