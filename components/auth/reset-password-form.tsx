"use client";

import { useMutation } from "@tanstack/react-query";
import { PasswordField } from "@/components/auth/password-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";

/** Chooses a new password with the link from a message. */
export function ResetPasswordForm({ token }: { token: string }) {
  const trpc = useTRPC();
  const reset = useMutation(
    trpc.auth.resetPassword.mutationOptions({ onError: (error) => form.showErrors(errorsOfAnswer(error)) }),
  );
  const { attach, ...form } = useForm({
    initial: { password: "" },
    toInput: ({ password }) => ({ token, password }),
    schema: async () => (await import("@/domain/auth/inputs")).resetPasswordInput,
    onValid: ({ password }) => reset.mutate({ token, password }),
  });
  if (reset.data)
    return (
      <div className="grid gap-4">
        <Callout tone="gain" title="Your password is changed" isLive>
          All sessions were ended. Sign in with the new password.
        </Callout>
        <LinkButton
          href={`/sign-in?email=${encodeURIComponent(reset.data.email)}`}
          variant="primary"
          size="lg"
          fullWidth
        >
          Sign in
        </LinkButton>
      </div>
    );
  const problem = form.errors.token ?? (form.errors.password ? undefined : reset.error?.message);
  return (
    <Form ref={attach} aria-label="New password" className="grid gap-4" onSubmit={form.onSubmit}>
      {problem ? (
        <Callout
          tone="danger"
          title="The password is not changed"
          isLive
          action={<LinkButton href="/forgot-password">Ask for a new link</LinkButton>}
        >
          {problem}
        </Callout>
      ) : null}
      <PasswordField
        isNew
        label="New password"
        value={form.values.password}
        onChange={form.set("password")}
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" fullWidth isPending={reset.isPending}>
        Change password
      </Button>
    </Form>
  );
}
