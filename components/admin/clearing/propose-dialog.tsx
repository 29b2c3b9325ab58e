"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Refusal } from "@/components/forms/refusal";
import { ACCOUNT_WORDS, AREA_WORDS, type Break, sideText } from "@/components/admin/clearing/break-words";
import { fieldMessage, type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";
import { ADJUSTED_ACCOUNTS, type AdjustedAccount, holdsShares } from "@/domain/clearing/adjustments";

const KINDS = [
  { value: "EXPLANATION", label: "Theirs were wrong" },
  { value: "ADJUSTMENT", label: "Ours were wrong" },
] as const;
const DIRECTIONS = [
  { value: "MORE", label: "Has more" },
  { value: "LESS", label: "Has less" },
] as const;
const ACCOUNTS = ADJUSTED_ACCOUNTS.map((value) => ({ value, label: ACCOUNT_WORDS[value] }));

type Fields = {
  kind: (typeof KINDS)[number]["value"];
  ledgerAccount: AdjustedAccount;
  symbol: string;
  direction: (typeof DIRECTIONS)[number]["value"];
  amount: string;
  cost: string;
  reason: string;
};

/** Begins with the entry that would make our side equal theirs, where there is one. */
function initial({ suggestion }: Break): Fields {
  const isLess = suggestion?.amount.startsWith("-") ?? false;
  return {
    kind: suggestion ? "ADJUSTMENT" : "EXPLANATION",
    ledgerAccount: suggestion?.ledgerAccount ?? "CASH_SETTLED",
    symbol: suggestion && holdsShares(suggestion.ledgerAccount) ? suggestion.asset : "",
    direction: isLess ? "LESS" : "MORE",
    amount: suggestion?.amount.replace("-", "") ?? "",
    cost: "0.00",
    reason: "",
  };
}

function inputOf(breakId: string, fields: Fields): Inputs["clearing"]["proposeResolution"] {
  const { kind, reason, ledgerAccount, direction, amount } = fields;
  if (kind === "EXPLANATION") return { kind, breakId, reason };
  const shares = holdsShares(ledgerAccount) ? { symbol: fields.symbol, cost: fields.cost } : {};
  return { kind, breakId, reason, ledgerAccount, direction, amount, ...shares };
}

/** Asks how a difference is resolved; somebody else has to approve it before anything is booked. */
export function ProposeDialog({ found, onClose }: { found: Break; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [fields, setFields] = useState(() => initial(found));
  const propose = useMutation(
    trpc.clearing.proposeResolution.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Proposed; somebody else must approve it" });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
    }),
  );
  const change = (more: Partial<Fields>) => setFields((before) => ({ ...before, ...more }));
  const error = (name: keyof Fields) => fieldMessage(propose.error, name);
  const isOfField = (Object.keys(fields) as (keyof Fields)[]).some(error);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!propose.isPending) propose.mutate(inputOf(found.id, fields));
  }
  return (
    <Dialog
      title={`Resolve: ${AREA_WORDS[found.area].toLowerCase()} ${found.item}`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button type="submit" form={formId} variant="primary" isPending={propose.isPending}>
            Propose
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-4" onSubmit={submit}>
        <DescriptionList
          items={[
            { term: "Carrying firm", detail: sideText(found.area, found.theirs) },
            { term: "Ours", detail: sideText(found.area, found.ours) },
          ]}
        />
        <SegmentedControl
          label="Whose books were wrong"
          options={KINDS}
          value={fields.kind}
          onChange={(kind) => change({ kind })}
        />
        {fields.kind === "ADJUSTMENT" ? (
          <Entry fields={fields} change={change} error={error} />
        ) : (
          <p className="text-base text-muted">
            Our books stay as they are. Say what explains the difference.
          </p>
        )}
        {propose.error && !isOfField ? <Refusal title="Nothing was proposed" error={propose.error} /> : null}
        <TextAreaField
          label="Reason"
          description="At least ten characters; it stays on record with your name."
          value={fields.reason}
          onChange={(reason) => change({ reason })}
          rows={3}
          maxLength={500}
          autoFocus
          error={error("reason")}
        />
      </Form>
    </Dialog>
  );
}

type EntryProps = {
  fields: Fields;
  change: (more: Partial<Fields>) => void;
  error: (name: keyof Fields) => string | undefined;
};

/** The entry that would put our books right. */
function Entry({ fields, change, error }: EntryProps) {
  const isShares = holdsShares(fields.ledgerAccount);
  return (
    <>
      <SelectField
        label="Customer's account"
        options={ACCOUNTS}
        value={fields.ledgerAccount}
        onChange={(value) => change({ ledgerAccount: value as AdjustedAccount })}
        error={error("ledgerAccount")}
      />
      <SegmentedControl
        label="The customer"
        options={DIRECTIONS}
        value={fields.direction}
        onChange={(direction) => change({ direction })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={isShares ? "Shares" : "Amount, USD"}
          isNumeric
          value={fields.amount}
          onChange={(amount) => change({ amount })}
          error={error("amount")}
        />
        {isShares ? (
          <TextField
            label="Symbol"
            value={fields.symbol}
            onChange={(symbol) => change({ symbol: symbol.toUpperCase() })}
            error={error("symbol")}
          />
        ) : null}
        {isShares ? (
          <TextField
            label={fields.direction === "MORE" ? "What they had cost, USD" : "What they bring, USD"}
            isNumeric
            value={fields.cost}
            onChange={(cost) => change({ cost })}
            error={error("cost")}
          />
        ) : null}
      </div>
    </>
  );
}
