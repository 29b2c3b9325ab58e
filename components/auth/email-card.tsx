"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PasswordField } from "@/components/auth/password-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { formatDateTime } from "@/domain/time/format";

type Change = NonNullable<Outputs["auth"]["emailChange"]>;

/** The address that one signs in with, and a way to another one. */
export function EmailCard({ email, initial }: { email: string; initial: Change | null }) {
  const trpc = useTRPC();
  const { data: change } = useQuery(
    trpc.auth.emailChange.queryOptions(undefined, { initialData: initial ?? undefined }),
  );
  return (
    <Card title="E-mail address">
      <div className="grid gap-4">
        <DescriptionList
          columns={1}
          items={[{ term: "You sign in with", detail: email, note: "We write to you there." }]}
        />
        {change ? <Waiting change={change} /> : <AskForm />}
      </div>
    </Card>
  );
}

function Waiting({ change }: { change: Change }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const takeBack = useMutation(
    trpc.auth.takeBackEmailChange.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.auth.emailChange.pathFilter()),
    }),
  );
  const missing = [
    ...(change.oldConfirmed ? [] : ["the address above"]),
    ...(change.newConfirmed ? [] : ["the new one"]),
  ];
  return (
    <>
      <Callout tone="caution" title={`Waiting for ${change.newEmail}`} isLive>
        Open the link in the message to {missing.join(" and the one to ")}, until{" "}
        {formatDateTime(change.expiresAt)}. Then you sign in anew, with the new address.
      </Callout>
      {takeBack.error ? (
        <Callout tone="danger" title="It was not taken back" isLive>
          {takeBack.error.message}
        </Callout>
      ) : null}
      <div>
        <Button isPending={takeBack.isPending} onClick={() => takeBack.mutate()}>
          Take it back
        </Button>
      </div>
    </>
  );
}

const EMPTY = { email: "", password: "" };

function AskForm() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const ask = useMutation(
    trpc.auth.changeEmail.mutationOptions({
      onSuccess(view) {
        queryClient.setQueryData(trpc.auth.emailChange.queryKey(), view);
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const { attach, ...form } = useForm({
    initial: EMPTY,
    schema: async () => (await import("@/domain/auth/inputs")).changeEmailInput,
    onValid: (values) => ask.mutate(values),
  });
  return (
    <Form ref={attach} aria-label="Change e-mail address" className="grid gap-4" onSubmit={form.onSubmit}>
      {ask.error && Object.keys(form.errors).length === 0 ? (
        <Callout tone="danger" title="Nothing was asked for" isLive>
          {ask.error.message}
        </Callout>
      ) : null}
      <TextField
        label="New e-mail address"
        description="Both addresses get a link; it counts once both were used."
        type="email"
        autoComplete="email"
        value={form.values.email}
        onChange={form.set("email")}
        error={form.errors.email}
      />
      <PasswordField
        label="Your password"
        value={form.values.password}
        onChange={form.set("password")}
        error={form.errors.password}
      />
      <div>
        <Button type="submit" isPending={ask.isPending}>
          Change the e-mail address
        </Button>
      </div>
    </Form>
  );
}
