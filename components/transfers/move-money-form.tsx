"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatUsd } from "@/domain/money/format";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { createAttempts } from "@/components/transfers/attempt";
import {
  errorsOfAnswer,
  errorsOfIssues,
  type FieldErrors,
  focusFirstError,
} from "@/components/transfers/field-errors";
import type { BankLink, Transfer, TransferLimits } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DecimalField } from "@/components/ui/decimal-field";
import { FigureList } from "@/components/ui/figure-list";
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
  DEPOSIT: { verb: "Deposit", noun: "deposit", bank: "From" },
  WITHDRAWAL: { verb: "Withdraw", noun: "withdrawal", bank: "To" },
} as const;

const nameOf = (bank: BankLink) => `${bank.bankName} ••${bank.last4}`;

type Terms = { accountId: string; bankLinkId: string; amount: string };

/** What a form says of its input; the schema is loaded only when there is something to check. */
async function faultsOf(terms: Terms): Promise<FieldErrors> {
  const { transferInput } = await import("@/domain/funding/inputs");
  const checked = transferInput.safeParse({ ...terms, clientTransferId: "form" });
  return checked.success ? {} : errorsOfIssues(checked.error.issues);
}

/** Pays in or out, and says before the button is pressed on which day the money can be used. */
export function MoveMoneyForm({ accountId, banks, limits, direction, onDirection }: MoveMoneyFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [attempts] = useState(() => createAttempts());
  const [amount, setAmount] = useState("");
  const [chosenBank, setChosenBank] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const bank = banks.find((candidate) => candidate.id === chosenBank) ?? banks[0];
  const words = WORDS[direction];

  const outcome = {
    onSuccess(made: Transfer) {
      attempts.succeeded();
      setAmount("");
      void queryClient.invalidateQueries(trpc.funding.pathFilter());
      showToast({
        tone: "gain",
        title: `${words.verb} ${formatUsd(made.amount)}`,
        description: comes(made.direction, limits),
      });
    },
    onError(error: Parameters<typeof errorsOfAnswer>[0]) {
      setErrors(errorsOfAnswer(error));
      focusFirstError(form.current);
    },
  };
  const deposit = useMutation(trpc.funding.deposit.mutationOptions(outcome));
  const withdrawal = useMutation(trpc.funding.withdraw.mutationOptions(outcome));
  const move = direction === "DEPOSIT" ? deposit : withdrawal;

  function change(next: () => void) {
    setErrors({});
    deposit.reset();
    withdrawal.reset();
    next();
  }

  async function submit() {
    if (deposit.isPending || withdrawal.isPending || !bank) return;
    const terms = { accountId, bankLinkId: bank.id, amount };
    const found = await faultsOf(terms);
    setErrors(found);
    if (Object.keys(found).length > 0) return focusFirstError(form.current);
    const clientTransferId = attempts.idFor([direction, accountId, bank.id, amount]);
    move.mutate({ ...terms, clientTransferId });
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label="Move money"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SegmentedControl
        label="Direction"
        fullWidth
        value={direction}
        onChange={(next) => change(() => onDirection(next))}
        options={[
          { value: "DEPOSIT", label: "Deposit" },
          { value: "WITHDRAWAL", label: "Withdraw" },
        ]}
      />
      <DecimalField
        label="Amount"
        prefix="$"
        value={amount}
        onChange={(next) => change(() => setAmount(next))}
        error={errors.amount}
        description={
          direction === "DEPOSIT"
            ? `Up to ${formatUsd(limits.perTransfer)} a transfer, ${formatUsd(limits.leftToday.DEPOSIT)} more today.`
            : `${formatUsd(limits.withdrawable)} may leave now.`
        }
      />
      <SelectField
        label={words.bank}
        value={bank?.id ?? null}
        onChange={(next) => change(() => setChosenBank(next))}
        error={errors.bankLinkId}
        options={banks.map((candidate) => ({ value: candidate.id, label: nameOf(candidate) }))}
      />
      <Preview direction={direction} limits={limits} />
      {move.error && Object.keys(errors).length === 0 ? (
        <Callout tone="danger" title={`The ${words.noun} was not asked for`} isLive>
          {isUnanswered(move.error)
            ? "No answer came, so it may have been asked for after all. Press the button again: the same request is carried out only once."
            : move.error.message}
        </Callout>
      ) : null}
      <Button type="submit" variant="primary" size="lg" isPending={move.isPending} fullWidth>
        {isAmount(amount) ? `${words.verb} ${formatUsd(amount)}` : words.verb}
      </Button>
    </form>
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
