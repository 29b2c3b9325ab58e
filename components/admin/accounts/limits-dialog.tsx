"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { FromAndReason } from "@/components/admin/accounts/from-and-reason";
import { Refusal } from "@/components/forms/refusal";
import { HALT_WORDS, REGIME_WORDS } from "@/components/admin/accounts/risk-words";
import { errorsOfAnswer, type FormState, useForm } from "@/components/forms/use-form";
import { type Inputs, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";

type Risk = Outputs["risk"]["account"];
type Input = Inputs["risk"]["proposeLimits"];

/** What is typed: all texts, so that a field may be empty for a while. */
type Values = {
  maxShares: string;
  maxValue: string;
  maxOpenOrders: string;
  ordersPerSecond: string;
  limitCollar: string;
  duplicateSeconds: string;
  haltPolicy: Input["haltPolicy"];
  marginRegime: NonNullable<Input["marginRegime"]> | "BY_DATE";
  effectiveOn: string;
  reason: string;
};

const valuesOf = ({ limits }: Risk): Values => ({
  maxShares: limits.maxShares,
  maxValue: limits.maxValue,
  maxOpenOrders: String(limits.maxOpenOrders),
  ordersPerSecond: String(limits.ordersPerSecond),
  limitCollar: limits.limitCollar,
  duplicateSeconds: String(limits.duplicateSeconds),
  haltPolicy: limits.haltPolicy,
  marginRegime: limits.marginRegime ?? "BY_DATE",
  effectiveOn: "",
  reason: "",
});

/** A count that was not typed is not zero. */
const countOf = (text: string): number => (text === "" ? Number.NaN : Number(text));

const inputOf = (values: Values, accountId: string, basedOn: string | null): Input => ({
  ...values,
  accountId,
  basedOn,
  maxOpenOrders: countOf(values.maxOpenOrders),
  ordersPerSecond: countOf(values.ordersPerSecond),
  duplicateSeconds: countOf(values.duplicateSeconds),
  marginRegime: values.marginRegime === "BY_DATE" ? null : values.marginRegime,
  effectiveOn: values.effectiveOn === "" ? null : values.effectiveOn,
});

type LimitsDialogProps = { accountId: string; risk: Risk; onClose: () => void };

/** Asks for all limits of an account, from which day on, and why. */
export function LimitsDialog({ accountId, risk, onClose }: LimitsDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const formId = useId();
  const change = useMutation(
    trpc.risk.proposeLimits.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Proposed: another administrator must approve" });
        onClose();
        router.refresh();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const form = useForm({
    initial: valuesOf(risk),
    schema: async () => (await import("@/domain/risk/inputs")).setLimitsInput,
    toInput: (values) => inputOf(values, accountId, risk.latestId),
    onValid(values) {
      if (!change.isPending) change.mutate(inputOf(values, accountId, risk.latestId));
    },
  });
  const { attach, errors, onSubmit } = form;
  return (
    <Dialog
      title="Change this account's limits"
      size="lg"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" isPending={change.isPending}>
            Propose the limits
          </Button>
        </>
      }
    >
      <form ref={attach} id={formId} noValidate className="grid gap-4" onSubmit={onSubmit}>
        {change.error && Object.keys(errors).length === 0 ? (
          <Refusal title="The limits were not proposed" error={change.error} />
        ) : null}
        <LimitsFields form={form} />
      </form>
    </Dialog>
  );
}

function LimitsFields({ form }: { form: FormState<Values> }) {
  const { values, errors, set } = form;
  const figure = (name: "maxShares" | "maxOpenOrders" | "ordersPerSecond" | "duplicateSeconds") => ({
    decimals: 0,
    value: values[name],
    onChange: set(name),
    error: errors[name],
  });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <DecimalField label="Shares in one order" {...figure("maxShares")} />
        <DecimalField
          label="Dollars in one order"
          prefix="$"
          value={values.maxValue}
          onChange={set("maxValue")}
          error={errors.maxValue}
        />
        <DecimalField label="Open orders" {...figure("maxOpenOrders")} />
        <DecimalField label="Orders a second" {...figure("ordersPerSecond")} />
        <DecimalField
          label="Limit price through the market"
          description="As a share of the best quote: 0.10 is ten per cent."
          decimals={4}
          value={values.limitCollar}
          onChange={set("limitCollar")}
          error={errors.limitCollar}
        />
        <DecimalField
          label="The same order again"
          description="Within so many seconds it has to be confirmed; 0 never asks."
          suffix="seconds"
          {...figure("duplicateSeconds")}
        />
        <SelectField
          label="Orders during a halt"
          value={values.haltPolicy}
          onChange={(value) => form.change({ haltPolicy: value === "QUEUE" ? "QUEUE" : "REJECT" })}
          error={errors.haltPolicy}
          options={Object.entries(HALT_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <SelectField
          label="Margin regime"
          value={values.marginRegime}
          onChange={(value) => form.change({ marginRegime: value as Values["marginRegime"] })}
          error={errors.marginRegime}
          options={Object.entries(REGIME_WORDS).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <FromAndReason form={form} />
    </>
  );
}
