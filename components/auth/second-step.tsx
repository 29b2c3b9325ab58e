"use client";

import { useMutation } from "@tanstack/react-query";
import { CodeField } from "@/components/auth/code-field";
import { signOut } from "@/components/auth/session-client";
import { SetUpSecondFactor } from "@/components/auth/set-up-second-factor";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { TextLink } from "@/components/ui/text-link";

type SecondStepProps = {
  pending: NonNullable<Outputs["auth"]["pending"]>;
  /** Where to go on to; null: where the sign-in page decides. */
  next: string | null;
  hasMailbox: boolean;
};

/** A full load: the frame learns who is here now. */
const goOn = (next: string | null) => window.location.assign(next ?? "/sign-in");

/** What is left of signing in once the password was right: a code, or for new staff to set up the app for it. */
export function SecondStep({ pending, next, hasMailbox }: SecondStepProps) {
  return (
    <div className="grid gap-5">
      <p className="text-base wrap-anywhere">
        Signing in as <strong className="font-semibold">{pending.email}</strong>.
      </p>
      {pending.next === "CODE" ? (
        <CodeForm email={pending.email} next={next} hasMailbox={hasMailbox} />
      ) : (
        <SetUpSecondFactor onDone={() => goOn(next)} doneLabel="I have kept them: go on" />
      )}
      <div className="border-t border-line pt-4">
        <Button variant="quiet" className="-ml-3.5" onClick={() => void signOut("/sign-in")}>
          Sign in as somebody else
        </Button>
      </div>
    </div>
  );
}

type CodeFormProps = { email: string; next: string | null; hasMailbox: boolean };

function CodeForm({ email, next, hasMailbox }: CodeFormProps) {
  const trpc = useTRPC();
  const prove = useMutation(
    trpc.auth.proveSecondFactor.mutationOptions({
      onSuccess: () => goOn(next),
      onError(error) {
        // The quarter of an hour is over, or the sign-in was ended elsewhere: it begins again.
        if (error.data?.app.code === "UNAUTHENTICATED") return goOn(null);
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
    <Form ref={attach} aria-label="Second step" className="grid gap-4" onSubmit={form.onSubmit}>
      <CodeField value={form.values.code} onChange={form.set("code")} error={form.errors.code} />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        fullWidth
        isPending={prove.isPending || prove.isSuccess}
      >
        Continue
      </Button>
      {hasMailbox ? (
        <Callout>
          This is a demonstration: if you have no app, its{" "}
          <TextLink href={`/mailbox?address=${encodeURIComponent(email)}`}>mailbox</TextLink> shows the code
          of the moment.
        </Callout>
      ) : null}
    </Form>
  );
}
