"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

/** The name that the portal greets with. */
export function ProfileForm({ displayName }: { displayName: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const rename = useMutation(
    trpc.auth.rename.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Your name is changed" });
        router.refresh();
      },
      onError(error) {
        form.showErrors(errorsOfAnswer(error));
        showToast({ tone: "danger", title: "Your name is not changed", description: error.message });
      },
    }),
  );
  const { attach, ...form } = useForm({
    initial: { displayName },
    schema: async () => (await import("@/domain/auth/inputs")).renameInput,
    onValid: (values) => rename.mutate(values),
  });
  return (
    <Form ref={attach} aria-label="Profile" className="grid gap-4" onSubmit={form.onSubmit}>
      <TextField
        label="Name"
        description="How we greet you. The name on your accounts is the one in your papers."
        autoComplete="name"
        value={form.values.displayName}
        onChange={form.set("displayName")}
        error={form.errors.displayName}
      />
      <div>
        <Button type="submit" isPending={rename.isPending}>
          Save
        </Button>
      </div>
    </Form>
  );
}
