"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldMessage, isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

const KINDS = [
  { value: "BUST", label: "Bust" },
  { value: "CORRECT", label: "Correct" },
] as const;
type Kind = (typeof KINDS)[number]["value"];
const EMPTY = { execId: "", quantity: "", price: "", reason: "" };

/** A drill: a venue takes a fill of today back, or says what it should have been. */
export function RulingCard() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<Kind>("BUST");
  const [fields, setFields] = useState(EMPTY);
  const field = (name: keyof typeof EMPTY) => ({
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  });
  const options = {
    onSuccess() {
      showToast({ tone: "gain", title: kind === "BUST" ? "The fill is busted" : "The fill is corrected" });
      setFields(EMPTY);
    },
    onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
  };
  const bust = useMutation(trpc.clearing.bustFill.mutationOptions(options));
  const correct = useMutation(trpc.clearing.correctFill.mutationOptions(options));
  const asked = kind === "BUST" ? bust : correct;
  const error = (name: keyof typeof EMPTY) => fieldMessage(asked.error, name);
  const isOfField = (Object.keys(EMPTY) as (keyof typeof EMPTY)[]).some(error);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (asked.isPending) return;
    const { execId, quantity, price, reason } = fields;
    if (kind === "BUST") bust.mutate({ execId, reason });
    else correct.mutate({ execId, quantity, price, reason });
  }
  return (
    <Card title="Erroneous fills">
      <Form className="grid gap-4" onSubmit={submit}>
        <p className="text-base text-muted">
          A drill: a venue rules on a fill of today. The order, its holds, journals, lots and the carrying
          firm&rsquo;s books follow. An execution&rsquo;s id stands with the fills of its order.
        </p>
        <SegmentedControl label="Ruling" options={KINDS} value={kind} onChange={setKind} />
        <TextField label="Execution id" {...field("execId")} error={error("execId")} />
        {kind === "CORRECT" ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Shares it should have been"
              isNumeric
              {...field("quantity")}
              error={error("quantity")}
            />
            <TextField label="Price, USD" isNumeric {...field("price")} error={error("price")} />
          </div>
        ) : null}
        <TextAreaField
          label="Reason"
          description="At least ten characters; it goes out with the venue's report."
          rows={2}
          maxLength={200}
          {...field("reason")}
          error={error("reason")}
        />
        {asked.error && !isOfField ? (
          <Callout tone="danger" title="The fill stays as it was" isLive>
            {isUnanswered(asked.error)
              ? "No answer came. Look at the order to see whether it arrived."
              : asked.error.message}
          </Callout>
        ) : null}
        <div>
          <Button type="submit" isPending={asked.isPending}>
            {kind === "BUST" ? "Bust the fill" : "Correct the fill"}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
