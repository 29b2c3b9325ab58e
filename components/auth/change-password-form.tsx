"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PasswordField } from "@/components/auth/password-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { showToast } from "@/components/ui/toast-store";

const EMPTY = { currentPassword: "", password: "" };

/** A new password, for somebody who knows the current one. All other sessions end. */
export function ChangePasswordForm() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.auth.changePassword.mutationOptions({
      onSuccess({ ended }) {
        form.change(EMPTY);
        void queryClient.invalidateQueries(trpc.auth.sessions.pathFilter());
        const description =
          ended === 0 ? undefined : `${ended} other ${ended === 1 ? "session was" : "sessions were"} ended.`;
        showToast({ tone: "gain", title: "Your password is changed", description });
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const { attach, ...form } = useForm({
    initial: EMPTY,
    schema: async () => (await import("@/domain/auth/inputs")).changePasswordInput,
    onValid: (values) => change.mutate(values),
  });
  const isFieldError = Object.keys(form.errors).length > 0;
  return (
    <Form ref={attach} aria-label="Change password" className="grid gap-4" onSubmit={form.onSubmit}>
      {change.error && !isFieldError ? (
        <Callout tone="danger" title="The password is not changed" isLive>
          {change.error.message}
        </Callout>
      ) : null}
      <PasswordField
        label="Current password"
        value={form.values.currentPassword}
        onChange={form.set("currentPassword")}
        error={form.errors.currentPassword}
      />
      <PasswordField
        isNew
        label="New password"
        value={form.values.password}
        onChange={form.set("password")}
        error={form.errors.password}
      />
      <div>
        <Button type="submit" isPending={change.isPending}>
          Change password
        </Button>
      </div>
    </Form>
  );
}
