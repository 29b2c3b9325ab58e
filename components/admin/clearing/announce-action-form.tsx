"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldMessage, type Inputs, isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DateField } from "@/components/ui/date-field";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

type Announced = Inputs["corporateActions"]["announce"];
type Type = Announced["type"];

const TYPES: readonly { value: Type; label: string }[] = [
  { value: "CASH_DIVIDEND", label: "Cash dividend" },
  { value: "SPLIT", label: "Split" },
  { value: "REVERSE_SPLIT", label: "Reverse split" },
  { value: "STOCK_DIVIDEND", label: "Stock dividend" },
  { value: "SYMBOL_CHANGE", label: "New symbol" },
];
const EMPTY = { symbol: "", exDate: "", payDate: "", value: "", per: "1", newSymbol: "" };
type Fields = typeof EMPTY;
const NAMES = Object.keys(EMPTY) as (keyof Fields)[];

const VALUE_LABEL: Record<Exclude<Type, "SYMBOL_CHANGE">, string> = {
  CASH_DIVIDEND: "Dollars a share",
  SPLIT: "New shares",
  REVERSE_SPLIT: "New shares",
  STOCK_DIVIDEND: "More shares",
};

/** What is sent: fields that do not belong to the type, or were left empty, are left out. */
function inputOf(type: Type, fields: Fields): Announced {
  const { symbol, exDate, payDate, value, per, newSymbol } = fields;
  return {
    symbol: symbol.trim().toUpperCase(),
    type,
    exDate,
    value: type === "SYMBOL_CHANGE" ? "1" : value,
    ...(type === "CASH_DIVIDEND" && payDate ? { payDate } : {}),
    ...(type === "CASH_DIVIDEND" || type === "SYMBOL_CHANGE" ? {} : { per }),
    ...(type === "SYMBOL_CHANGE" ? { newSymbol: newSymbol.trim().toUpperCase() } : {}),
  };
}

/** A drill: the carrying firm announces a corporate action, before its ex-date. */
export function AnnounceActionForm() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [type, setType] = useState<Type>("CASH_DIVIDEND");
  const [fields, setFields] = useState(EMPTY);
  /** How many were announced: a date field keeps what is half typed, so a form for the next begins anew. */
  const [round, setRound] = useState(0);
  const announce = useMutation(
    trpc.corporateActions.announce.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "The action is announced" });
        setFields(EMPTY);
        setRound((before) => before + 1);
      },
      onSettled: () => queryClient.invalidateQueries(trpc.corporateActions.pathFilter()),
    }),
  );
  const field = (name: keyof Fields) => ({
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
    error: fieldMessage(announce.error, name),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!announce.isPending) announce.mutate(inputOf(type, fields));
  }
  const hasRatio = type !== "CASH_DIVIDEND" && type !== "SYMBOL_CHANGE";
  return (
    <Form className="grid gap-4" onSubmit={submit}>
      <p className="text-base text-muted">
        A drill: the carrying firm announces an action. On the ex-date open orders, positions and tax lots
        follow, and prices with a split.
      </p>
      <div key={round} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <SelectField
          label="What the company does"
          options={TYPES}
          value={type}
          onChange={(value) => setType(TYPES.find((known) => known.value === value)?.value ?? type)}
        />
        <TextField label="Symbol" autoCapitalize="characters" {...field("symbol")} />
        <DateField label="Ex-date" {...field("exDate")} />
        {type === "SYMBOL_CHANGE" ? (
          <TextField label="New symbol" autoCapitalize="characters" {...field("newSymbol")} />
        ) : (
          <TextField label={VALUE_LABEL[type]} isNumeric {...field("value")} />
        )}
        {hasRatio ? <TextField label="For so many held" isNumeric {...field("per")} /> : null}
        {type === "CASH_DIVIDEND" ? (
          <DateField
            label="Pay date"
            isOptional
            description="Else ten business days later."
            {...field("payDate")}
          />
        ) : null}
      </div>
      {announce.error && !NAMES.some((name) => fieldMessage(announce.error, name)) ? (
        <Callout tone="danger" title="Nothing was announced" isLive>
          {isUnanswered(announce.error)
            ? "No answer came. Look at the list to see whether it arrived."
            : announce.error.message}
        </Callout>
      ) : null}
      <div>
        <Button type="submit" isPending={announce.isPending}>
          Announce
        </Button>
      </div>
    </Form>
  );
}
