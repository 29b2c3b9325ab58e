"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatUsd } from "@/domain/money/format";
import { CARRYING_FIRM } from "@/domain/statements/firms";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { createAttempts } from "@/components/transfers/attempt";
import { AttemptError } from "@/components/transfers/attempt-error";
import { BankNumberField, RoutingNumberField } from "@/components/transfers/bank-number-fields";
import type { TransferLimits } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { DescriptionList } from "@/components/ui/description-list";
import { FigureList } from "@/components/ui/figure-list";
import { Form } from "@/components/ui/form";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

type WirePanelProps = {
  account: { id: string; number: string | null; title: string };
  limits: TransferLimits;
};

/** Wires: how one is sent to us, and a form for one that leaves. */
export function WirePanel({ account, limits }: WirePanelProps) {
  const [way, setWay] = useState<"IN" | "OUT">("IN");
  return (
    <div className="grid gap-4">
      <SegmentedControl
        label="Wire"
        fullWidth
        value={way}
        onChange={setWay}
        options={[
          { value: "IN", label: "Receive" },
          { value: "OUT", label: "Send" },
        ]}
      />
      {way === "IN" ? (
        <Instructions account={account} limits={limits} />
      ) : (
        <WireForm account={account} limits={limits} />
      )}
    </div>
  );
}

function Instructions({ account, limits }: WirePanelProps) {
  return (
    <div className="grid gap-3">
      <p className="text-base text-muted">
        Have your bank send the wire to the clearing firm, which carries your account. It counts on the day on
        which it arrives and is usable at once.
      </p>
      <DescriptionList
        columns={1}
        items={[
          { term: "Beneficiary", detail: CARRYING_FIRM.name },
          { term: "Beneficiary's address", detail: CARRYING_FIRM.address.join(", ") },
          { term: "Bank", detail: "Harbor Trust Company, New York" },
          { term: "ABA routing number", detail: <span className="tabular">026009593</span> },
          { term: "Account number", detail: <span className="tabular">4004417000</span> },
          {
            term: "Reference (must be given)",
            detail: (
              <span className="tabular font-medium">{account.number ?? "when the account is open"}</span>
            ),
            note: `For ${account.title}`,
          },
          { term: "Fee for a wire that arrives", detail: fee(limits.wire.incomingFee) },
        ]}
      />
      <p className="text-small text-muted">
        Only wires from an account in your own name are taken. Anybody else&rsquo;s is sent back.
      </p>
    </div>
  );
}

const fee = (amount: string): string => (amount === "0.00" ? "None" : formatUsd(amount));

const EMPTY = {
  amount: "",
  beneficiaryName: "",
  bankName: "",
  routingNumber: "",
  accountNumber: "",
  purpose: "",
};

function WireForm({ account, limits }: WirePanelProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [attempts] = useState(() => createAttempts());
  const send = useMutation(
    trpc.funding.sendWire.mutationOptions({
      onSuccess(made) {
        attempts.succeeded();
        form.change({ ...EMPTY, beneficiaryName: account.title });
        void queryClient.invalidateQueries(trpc.funding.pathFilter());
        showToast({
          tone: "gain",
          title: `Wire of ${formatUsd(made.amount)} asked for`,
          description: "We call your phone number of record before it is released.",
        });
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const form = useForm({
    initial: { ...EMPTY, beneficiaryName: account.title },
    schema: async () => (await import("@/domain/funding/inputs")).wireInput,
    toInput: (values) => ({ ...values, accountId: account.id, clientTransferId: "to-come" }),
    onValid(values) {
      if (send.isPending) return;
      const clientTransferId = attempts.idFor(["WIRE", account.id, ...Object.values(values)]);
      send.mutate({ ...values, accountId: account.id, clientTransferId });
    },
  });
  const { attach, values, errors, set, onSubmit } = form;
  return (
    <Form ref={attach} aria-label="Send a wire" className="grid gap-4" onSubmit={onSubmit}>
      <DecimalField
        label="Amount"
        prefix="$"
        value={values.amount}
        onChange={set("amount")}
        error={errors.amount}
        description={`${formatUsd(limits.withdrawable)} may leave now, the fee included.`}
      />
      <TextField
        label="Name on the receiving account"
        description="Your own account only: wires to other people are blocked."
        value={values.beneficiaryName}
        onChange={set("beneficiaryName")}
        error={errors.beneficiaryName}
        autoComplete="off"
        maxLength={100}
      />
      <TextField
        label="Bank"
        value={values.bankName}
        onChange={set("bankName")}
        error={errors.bankName}
        autoComplete="off"
        maxLength={60}
      />
      <RoutingNumberField
        label="Routing number for wires"
        value={values.routingNumber}
        onChange={set("routingNumber")}
        error={errors.routingNumber}
      />
      <BankNumberField
        value={values.accountNumber}
        onChange={set("accountNumber")}
        error={errors.accountNumber}
      />
      <TextField
        label="What it is for"
        value={values.purpose}
        onChange={set("purpose")}
        error={errors.purpose}
        autoComplete="off"
        maxLength={140}
      />
      <div className="rounded-control bg-sunk px-3 py-2.5">
        <h3 className="mb-1.5 text-label text-muted">What happens</h3>
        <FigureList
          items={[
            { label: "We call you", value: "On your phone of record" },
            {
              label: `Released before ${limits.wire.cutoff} New York, it leaves`,
              value: formatBankDay(limits.wire.leavesOn),
              isStrong: true,
            },
            { label: "Fee", value: fee(limits.wire.fee) },
          ]}
        />
      </div>
      <AttemptError
        error={Object.keys(errors).length === 0 ? send.error : null}
        title="The wire was not asked for"
        done="asked for"
      />
      <Button type="submit" variant="primary" size="lg" isPending={send.isPending} fullWidth>
        Ask for this wire
      </Button>
    </Form>
  );
}
