"use client";

import { useMutation } from "@tanstack/react-query";
import { CodeField } from "@/components/auth/code-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { answerProof } from "@/components/shell/step-up-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";

/** Asks for a fresh code of the authenticator app. */
export function ProofForm() {
  const trpc = useTRPC();
  const prove = useMutation(
    trpc.auth.proveSecondFactor.mutationOptions({
      onSuccess: () => answerProof(true),
      onError(error) {
        const errors = errorsOfAnswer(error);
        form.showErrors(Object.keys(errors).length > 0 ? errors : { code: error.message });
      },
    }),
  );
  const { attach, ...form } = useForm({
    initial: { code: "" },
    schema: async () => (await import("@/domain/auth/second-factor")).secondFactorInput,
    onValid: (values) => prove.mutate(values),
  });
  return (
    <Form ref={attach} aria-label="Confirm that it is you" className="grid gap-4" onSubmit={form.onSubmit}>
      <p>This is confirmed by a fresh code. It then counts for ten minutes.</p>
      <CodeField value={form.values.code} onChange={form.set("code")} error={form.errors.code} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isPending={prove.isPending}>
          Confirm
        </Button>
        <Button onClick={() => answerProof(false)}>Cancel</Button>
      </div>
    </Form>
  );
}
