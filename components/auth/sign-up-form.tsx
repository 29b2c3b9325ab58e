"use client";

import { useMutation } from "@tanstack/react-query";
import { CheckMail } from "@/components/auth/check-mail";
import { PasswordField } from "@/components/auth/password-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";

/** Name, address, password; then the message that confirms the address. */
export function SignUpForm({ hasMailbox }: { hasMailbox: boolean }) {
  const trpc = useTRPC();
  const signUp = useMutation(
    trpc.auth.signUp.mutationOptions({ onError: (error) => form.showErrors(errorsOfAnswer(error)) }),
  );
  const { attach, ...form } = useForm({
    initial: { displayName: "", email: "", password: "" },
    schema: async () => (await import("@/domain/auth/inputs")).signUpInput,
    onValid: (values) => signUp.mutate(values),
  });
  if (signUp.data)
    return (
      <CheckMail email={signUp.data.email} hasMailbox={hasMailbox}>
        Open the link in the message to confirm your address; then you can sign in.
      </CheckMail>
    );
  const isFieldError = Object.keys(form.errors).length > 0;
  return (
    <Form ref={attach} aria-label="Sign up" className="grid gap-4" onSubmit={form.onSubmit}>
      {signUp.error && !isFieldError ? (
        <Callout tone="danger" title="You are not signed up yet" isLive>
          {isUnanswered(signUp.error) ? "No answer came. Please try again." : signUp.error.message}
        </Callout>
      ) : null}
      <TextField
        label="Your name"
        autoComplete="name"
        value={form.values.displayName}
        onChange={form.set("displayName")}
        error={form.errors.displayName}
      />
      <TextField
        label="E-mail address"
        type="email"
        autoComplete="username"
        value={form.values.email}
        onChange={form.set("email")}
        error={form.errors.email}
      />
      <PasswordField
        isNew
        label="Password"
        value={form.values.password}
        onChange={form.set("password")}
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" fullWidth isPending={signUp.isPending}>
        Sign up
      </Button>
    </Form>
  );
}
