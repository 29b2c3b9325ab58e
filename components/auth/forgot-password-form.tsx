"use client";

import { useMutation } from "@tanstack/react-query";
import { CheckMail } from "@/components/auth/check-mail";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";

/** Asks for a link to choose a new password; the answer does not tell whether the address is known. */
export function ForgotPasswordForm({ hasMailbox }: { hasMailbox: boolean }) {
  const trpc = useTRPC();
  const request = useMutation(
    trpc.auth.requestPasswordReset.mutationOptions({
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const { attach, ...form } = useForm({
    initial: { email: "" },
    schema: async () => (await import("@/domain/auth/inputs")).emailOnlyInput,
    onValid: (values) => request.mutate(values),
  });
  if (request.data)
    return (
      <CheckMail email={request.data.email} hasMailbox={hasMailbox}>
        If this address has a sign-in with us, a link to choose a new password is there for 30 minutes.
      </CheckMail>
    );
  return (
    <Form ref={attach} aria-label="Forgotten password" className="grid gap-4" onSubmit={form.onSubmit}>
      {request.error && !form.errors.email ? (
        <Callout tone="danger" title="No message was sent" isLive>
          {request.error.message}
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
      <Button type="submit" variant="primary" size="lg" fullWidth isPending={request.isPending}>
        Send me a link
      </Button>
    </Form>
  );
}
