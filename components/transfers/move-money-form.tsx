"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatUsd } from "@/domain/money/format";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { type ApiError, useTRPC } from "@/components/shell/trpc-client";
import { createAttempts } from "@/components/transfers/attempt";
import { AttemptError } from "@/components/transfers/attempt-error";
import type { BankLink, Transfer, TransferLimits } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { FigureList } from "@/components/ui/figure-list";
import { Form } from "@/components/ui/form";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";

export type Direction = Transfer["direction"];

type MoveMoneyFormProps = {
  accountId: string;
  /** Verified ones only. */
  banks: readonly BankLink[];
  limits: TransferLimits;
  direction: Direction;
  onDirection: (direction: Direction) => void;
};

const WORDS = {
  DEPOSIT: { verb: "Deposit", title: "Deposit", bank: "From" },
  WITHDRAWAL: { verb: "Withdraw", title: "Withdrawal", bank: "To" },
} as const;

const nameOf = (bank: BankLink) => `${bank.bankName} ••${bank.last4}`;

/** Pays in or out, and says before the button is pressed on which day the money can be used. */
export function MoveMoneyForm({ accountId, banks, limits, direction, onDirection }: MoveMoneyFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [attempts] = useState(() => createAttempts());
  const words = WORDS[direction];
  const outcome = {
    onSuccess(made: Transfer) {
      attempts.succeeded();
      form.change({ amount: "" });
      void queryClient.invalidateQueries(trpc.funding.pathFilter());
      showToast({
        tone: "gain",
        title: `${WORDS[made.direction].title} of ${formatUsd(made.amount)} asked for`,
        description: comes(made.direction, limits),
      });
    },
    onError: (error: ApiError) => form.showErrors(errorsOfAnswer(error)),
  };
  const deposit = useMutation(trpc.funding.deposit.mutationOptions(outcome));
  const withdrawal = useMutation(trpc.funding.withdraw.mutationOptions(outcome));
  const move = direction === "DEPOSIT" ? deposit : withdrawal;

  const form = useForm({
    initial: { amount: "", bankLinkId: banks[0]?.id ?? "" },
    schema: async () => (await import("@/domain/funding/inputs")).transferInput,
    toInput: (values) => ({ ...values, accountId, clientTransferId: "to-come" }),
    onValid(values) {
      if (deposit.isPending || withdrawal.isPending) return;
      const clientTransferId = attempts.idFor([direction, accountId, values.bankLinkId, values.amount]);
      move.mutate({ ...values, accountId, clientTransferId });
    },
  });
  const { attach, values, errors, onSubmit } = form;

  /** What was said of other terms no longer holds. */
  function change(part: Partial<typeof values>) {
    deposit.reset();
    withdrawal.reset();
    form.change(part);
  }

  return (
    <Form ref={attach} aria-label="Move money" className="grid gap-4" onSubmit={onSubmit}>
      <SegmentedControl
        label="Direction"
        fullWidth
        value={direction}
        onChange={(next) => {
          change({});
          form.showErrors({});
          onDirection(next);
        }}
        options={[
          { value: "DEPOSIT", label: "Deposit" },
          { value: "WITHDRAWAL", label: "Withdraw" },
        ]}
      />
      <DecimalField
        label="Amount"
        prefix="$"
        value={values.amount}
        onChange={(amount) => change({ amount })}
        error={errors.amount}
        description={
          direction === "DEPOSIT"
            ? `Up to ${formatUsd(limits.perTransfer)} a transfer, ${formatUsd(limits.leftToday.DEPOSIT)} more today.`
            : `${formatUsd(limits.withdrawable)} may leave now.`
        }
      />
      <SelectField
        label={words.bank}
        value={values.bankLinkId}
        onChange={(bankLinkId) => change({ bankLinkId })}
        error={errors.bankLinkId}
        options={banks.map((candidate) => ({ value: candidate.id, label: nameOf(candidate) }))}
      />
      <Preview direction={direction} limits={limits} />
      <AttemptError
        error={Object.keys(errors).length === 0 ? move.error : null}
        title={`The ${words.title.toLowerCase()} was not asked for`}
        done="asked for"
      />
      <Button type="submit" variant="primary" size="lg" isPending={move.isPending} fullWidth>
        {isAmount(values.amount) ? `${words.verb} ${formatUsd(values.amount)}` : words.verb}
      </Button>
    </Form>
  );
}

/** Whether there is an amount to show on the button; what it may be, the schema says. */
const isAmount = (text: string): boolean => /^\d{1,12}(\.\d{1,2})?$/.test(text);

const comes = (direction: Direction, limits: TransferLimits): string =>
  direction === "DEPOSIT"
    ? `Usable for trading on ${formatBankDay(limits.depositDates.tradableOn)}.`
    : `At your bank on ${formatBankDay(limits.withdrawalArrivesOn)}.`;

function Preview({ direction, limits }: { direction: Direction; limits: TransferLimits }) {
  const { settlesOn, tradableOn, withdrawableOn } = limits.depositDates;
  const items =
    direction === "DEPOSIT"
      ? [
          { label: "Leaves your bank", value: formatBankDay(settlesOn) },
          { label: "Usable for trading", value: formatBankDay(tradableOn), isStrong: true },
          { label: "May be withdrawn", value: formatBankDay(withdrawableOn) },
          { label: "Fee", value: "None" },
        ]
      : [
          { label: "Held from now on", value: "The whole amount" },
          { label: `Over ${formatUsd(limits.twoAdminsOver)}`, value: "We look at it first" },
          { label: "At your bank", value: formatBankDay(limits.withdrawalArrivesOn), isStrong: true },
          { label: "Fee", value: "None" },
        ];
  return (
    <div className="rounded-control bg-sunk px-3 py-2.5">
      <h3 className="mb-1.5 text-label text-muted">
        {direction === "DEPOSIT" ? "If you ask for it today, by ACH" : "If you ask for it today"}
      </h3>
      <FigureList look="plain" items={items} />
    </div>
  );
}
