"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { formatBankDay } from "@/domain/funding/bank-day";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import type { BankLink } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DecimalField } from "@/components/ui/decimal-field";
import { Form } from "@/components/ui/form";
import { TextLink } from "@/components/ui/text-link";

/** Asks for the two small amounts that prove whose bank account it is. */
export function MicroDepositsForm({ link, today }: { link: BankLink; today: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const confirm = useMutation(
    trpc.funding.confirmMicroDeposits.mutationOptions({
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
      onSettled: () => queryClient.invalidateQueries(trpc.funding.pathFilter()),
    }),
  );
  const form = useForm({
    initial: { first: "", second: "" },
    schema: async () => (await import("@/domain/funding/inputs")).microDepositsInput,
    toInput: (values) => ({ ...values, bankLinkId: link.id }),
    onValid(values) {
      if (!confirm.isPending) confirm.mutate({ ...values, bankLinkId: link.id });
    },
  });
  const micro = link.microDeposits;
  if (!micro) return null;
  const { arriveOn, expireOn, triesLeft } = micro;
  if (!arriveOn || arriveOn > today)
    return (
      <p className="text-small">
        Two amounts of less than a dollar are on their way to this account
        {arriveOn ? ` and there on ${formatBankDay(arriveOn)}` : ""}. Then tell them to us here.
      </p>
    );
  const { values, errors, set, attach, onSubmit } = form;
  return (
    <Form
      ref={attach}
      aria-label={`Amounts sent to ${link.bankName}`}
      className="grid gap-3"
      onSubmit={onSubmit}
    >
      <p className="text-small">
        Two amounts of less than a dollar are on your statement. {triesLeft}{" "}
        {triesLeft === 1 ? "try" : "tries"} left{expireOn ? `, until ${formatBankDay(expireOn)}` : ""}.{" "}
        <TextLink href={`/simulated-bank?account=${link.id}`}>See the statement (simulated bank)</TextLink>
      </p>
      <div className="grid grid-cols-2 gap-3">
        <DecimalField
          label="First amount"
          prefix="$"
          value={values.first}
          onChange={set("first")}
          error={errors.first}
        />
        <DecimalField
          label="Second amount"
          prefix="$"
          value={values.second}
          onChange={set("second")}
          error={errors.second}
        />
      </div>
      {confirm.error && Object.keys(errors).length === 0 ? (
        <Callout tone="danger" title="Not confirmed" isLive>
          {isUnanswered(confirm.error) ? "No answer came. Please try again." : confirm.error.message}
        </Callout>
      ) : null}
      <Button type="submit" size="sm" isPending={confirm.isPending}>
        Confirm the amounts
      </Button>
    </Form>
  );
}
