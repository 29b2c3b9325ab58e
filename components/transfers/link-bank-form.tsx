"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import {
  BankNumberField,
  NUMBER_PATTERN,
  RoutingNumberField,
} from "@/components/transfers/bank-number-fields";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { MaskedField } from "@/components/ui/masked-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";

const EMPTY = { bankName: "", routingNumber: "", accountNumber: "", repeatedNumber: "", kind: "CHECKING" };

/** Asks the bank whether an account is the customer's. The number leaves the form once and is never shown again. */
export function LinkBankForm({ accountId, onLinked }: { accountId: string; onLinked?: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const link = useMutation(
    trpc.funding.linkBank.mutationOptions({
      onSuccess(linked) {
        // Shown at once: the list that is asked for again may take a moment.
        queryClient.setQueryData(trpc.funding.links.queryKey({ accountId }), (known = []) => [
          linked,
          ...known.filter((link) => link.id !== linked.id),
        ]);
        form.change(EMPTY);
        void queryClient.invalidateQueries(trpc.funding.pathFilter());
        onLinked?.();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const form = useForm({
    initial: EMPTY,
    schema: async () => (await import("@/domain/funding/inputs")).linkBankForm,
    toInput: (values) => ({ ...values, accountId }),
    onValid({ repeatedNumber: _, kind, ...values }) {
      if (!link.isPending)
        link.mutate({ ...values, accountId, kind: kind === "SAVINGS" ? "SAVINGS" : "CHECKING" });
    },
  });
  const { attach, values, errors, set, onSubmit } = form;

  return (
    <Form ref={attach} aria-label="Link a bank account" className="grid gap-4" onSubmit={onSubmit}>
      <TextField
        label="Name of the bank"
        value={values.bankName}
        onChange={set("bankName")}
        error={errors.bankName}
        autoComplete="off"
        maxLength={60}
      />
      <RoutingNumberField
        label="Routing number"
        description="The nine digits at the bottom left of a check."
        value={values.routingNumber}
        onChange={set("routingNumber")}
        error={errors.routingNumber}
      />
      <BankNumberField
        value={values.accountNumber}
        onChange={set("accountNumber")}
        error={errors.accountNumber}
      />
      <MaskedField
        label="Repeat the account number"
        value={values.repeatedNumber}
        onChange={set("repeatedNumber")}
        error={errors.repeatedNumber}
        pattern={NUMBER_PATTERN}
      />
      <RadioGroup
        label="Kind of account"
        value={values.kind}
        onChange={set("kind")}
        error={errors.kind}
        orientation="horizontal"
        options={[
          { value: "CHECKING", label: "Checking" },
          { value: "SAVINGS", label: "Savings" },
        ]}
      />
      {link.error && Object.keys(errors).length === 0 ? (
        <Callout tone="danger" title="The bank account was not linked" isLive>
          {isUnanswered(link.error)
            ? "No answer came. Please try again: the same account is linked only once."
            : link.error.message}
        </Callout>
      ) : null}
      <Button type="submit" isPending={link.isPending} fullWidth>
        Link bank account
      </Button>
      <p className="text-small text-muted">
        The bank compares the name on its account with yours. A bank that tells no names is sent two small
        amounts, which you find on your statement in a bank day or two.
      </p>
    </Form>
  );
}
