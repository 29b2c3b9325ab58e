"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ACH_RETURNS } from "@/domain/banking/return-codes";
import { fieldMessage, isUnanswered, type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

type Code = Inputs["funding"]["letEntryReturn"]["code"];
const CODES = Object.entries(ACH_RETURNS).map(([value, { title }]) => ({
  value,
  label: `${value} ${title}`,
}));
const EMPTY = {
  accountNumber: "",
  amount: "",
  originatorName: "",
  originatorBank: "",
  transferId: "",
  code: "R01" as Code,
};
type Fields = typeof EMPTY;

/** Drills: a wire arrives at the clearing firm, or a bank sends an ACH entry back. */
export function DrillCard() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<"WIRE" | "RETURN">("WIRE");
  const [fields, setFields] = useState(EMPTY);
  const options = (title: string) => ({
    onSuccess() {
      showToast({ tone: "gain", title });
      setFields(EMPTY);
    },
    onSettled: () => queryClient.invalidateQueries(trpc.funding.pathFilter()),
  });
  const wire = useMutation(trpc.funding.letWireArrive.mutationOptions(options("The wire has arrived")));
  const back = useMutation(trpc.funding.letEntryReturn.mutationOptions(options("The bank sent it back")));
  const error = kind === "WIRE" ? wire.error : back.error;
  const field = (name: Exclude<keyof Fields, "code">) => ({
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
    error: fieldMessage(error, name),
  });
  const isOfField = (Object.keys(EMPTY) as (keyof Fields)[]).some((name) => fieldMessage(error, name));
  function submit(event: FormEvent) {
    event.preventDefault();
    const { transferId, code, ...arriving } = fields;
    if (kind === "WIRE" && !wire.isPending) wire.mutate(arriving);
    if (kind === "RETURN" && !back.isPending) back.mutate({ transferId, code });
  }
  return (
    <Card title="Drills">
      <Form aria-label="Money drill" className="grid gap-4" onSubmit={submit}>
        <SegmentedControl
          label="Drill"
          fullWidth
          value={kind}
          onChange={setKind}
          options={[
            { value: "WIRE", label: "A wire arrives" },
            { value: "RETURN", label: "A return" },
          ]}
        />
        {kind === "WIRE" ? (
          <>
            <TextField label="Reference (account number)" {...field("accountNumber")} />
            <TextField label="Amount, USD" isNumeric {...field("amount")} />
            <TextField label="Sender" {...field("originatorName")} />
            <TextField label="Sender's bank" {...field("originatorBank")} />
          </>
        ) : (
          <>
            <TextField
              label="Transfer id"
              description="It stands in the address of its page."
              {...field("transferId")}
            />
            <SelectField
              label="Return code"
              value={fields.code}
              onChange={(code) => setFields((before) => ({ ...before, code: code as Code }))}
              options={CODES}
            />
          </>
        )}
        {error && !isOfField ? (
          <Callout tone="danger" title="Nothing happened" isLive>
            {isUnanswered(error) ? "No answer came. Look whether it arrived." : error.message}
          </Callout>
        ) : null}
        <div>
          <Button type="submit" isPending={wire.isPending || back.isPending}>
            {kind === "WIRE" ? "Let it arrive" : "Send it back"}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
