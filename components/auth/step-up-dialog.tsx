"use client";

import { useMutation } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { CodeField } from "@/components/auth/code-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { answerProof, noStepUp, stepUpReason, watchStepUp } from "@/components/shell/step-up-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";

/** Asks for a code when something needs one; what waited is then sent again by itself. One in each frame. */
export function StepUpDialog() {
  const reason = useSyncExternalStore(watchStepUp, stepUpReason, noStepUp);
  const isMissing = reason === "SECOND_FACTOR_MISSING";
  return (
    <Dialog
      title={isMissing ? "This needs a second factor" : "Confirm that it is you"}
      isOpen={reason !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) answerProof(false);
      }}
      size="sm"
    >
      {isMissing ? <MissingFactor /> : <ProofForm />}
    </Dialog>
  );
}

function MissingFactor() {
  return (
    <div className="grid gap-4">
      <p>
        What moves money, or says where it may go, is confirmed by a code of an authenticator app. You have
        none set up yet; it takes a minute. Nothing was done.
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/settings/security" variant="primary" onClick={() => answerProof(false)}>
          Set it up in Settings
        </LinkButton>
        <Button onClick={() => answerProof(false)}>Not now</Button>
      </div>
    </div>
  );
}

function ProofForm() {
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
