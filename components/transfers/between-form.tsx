"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatUsd } from "@/domain/money/format";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { createAttempts } from "@/components/transfers/attempt";
import { AttemptError } from "@/components/transfers/attempt-error";
import type { OtherAccount, TransferLimits } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";

type BetweenFormProps = { accountId: string; others: readonly OtherAccount[]; limits: TransferLimits };

/** Moves settled cash to another account of the same owners, at once. */
export function BetweenForm({ accountId, others, limits }: BetweenFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [attempts] = useState(() => createAttempts());
  const move = useMutation(
    trpc.funding.moveBetweenOwn.mutationOptions({
      onSuccess(made) {
        attempts.succeeded();
        form.change({ amount: "" });
        void queryClient.invalidateQueries(trpc.funding.pathFilter());
        showToast({
          tone: "gain",
          title: `${formatUsd(made.amount)} on the way to your other account`,
          description: "The clearing firm moves it at once.",
        });
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const form = useForm({
    initial: { amount: "", toAccountId: others[0]?.id ?? "" },
    schema: async () => (await import("@/domain/funding/inputs")).moveBetweenInput,
    toInput: (values) => ({ ...values, accountId, clientTransferId: "to-come" }),
    onValid(values) {
      if (move.isPending) return;
      const clientTransferId = attempts.idFor(["JOURNAL", accountId, values.toAccountId, values.amount]);
      move.mutate({ ...values, accountId, clientTransferId });
    },
  });
  const { attach, values, errors, set, onSubmit } = form;
  return (
    <Form ref={attach} aria-label="Move between your accounts" className="grid gap-4" onSubmit={onSubmit}>
      <DecimalField
        label="Amount"
        prefix="$"
        value={values.amount}
        onChange={set("amount")}
        error={errors.amount}
        description={`${formatUsd(limits.withdrawable)} of settled cash may go. It is there at once.`}
      />
      <SelectField
        label="To"
        value={values.toAccountId}
        onChange={set("toAccountId")}
        error={errors.toAccountId}
        options={others.map(({ id, number, title }) => ({
          value: id,
          label: `${number ?? "Opening"} · ${title}`,
        }))}
      />
      <AttemptError
        error={Object.keys(errors).length === 0 ? move.error : null}
        title="Nothing was moved"
        done="moved"
      />
      <Button type="submit" variant="primary" size="lg" isPending={move.isPending} fullWidth>
        Move it
      </Button>
    </Form>
  );
}
