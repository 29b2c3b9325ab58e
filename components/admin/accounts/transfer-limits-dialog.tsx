"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { FromAndReason } from "@/components/admin/accounts/from-and-reason";
import { Refusal } from "@/components/forms/refusal";
import { type Caps, METHOD_WORDS } from "@/components/admin/accounts/transfer-limit-words";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { DecimalField } from "@/components/ui/decimal-field";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";

type Input = Inputs["funding"]["proposeLimits"];
type Method = Input["method"];
type Values = Omit<Input, "accountId" | "effectiveOn"> & { effectiveOn: string };

const capsOf = (caps: Caps, method: Method) => {
  const {
    perTransfer = "",
    perDay = "",
    perMonth = "",
  } = caps.today.find((row) => row.method === method) ?? {};
  return { method, perTransfer, perDay, perMonth };
};

type TransferLimitsDialogProps = { accountId: string; caps: Caps; onClose: () => void };

/** Asks for the caps of one way of moving money, from which day on, and why. */
export function TransferLimitsDialog({ accountId, caps, onClose }: TransferLimitsDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const formId = useId();
  const inputOf = (values: Values): Input => ({
    ...values,
    accountId,
    effectiveOn: values.effectiveOn === "" ? null : values.effectiveOn,
  });
  const propose = useMutation(
    trpc.funding.proposeLimits.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Proposed: another administrator must approve" });
        onClose();
        router.refresh();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const initial: Values = { ...capsOf(caps, "ACH"), effectiveOn: "", reason: "" };
  const form = useForm({
    initial,
    schema: async () => (await import("@/domain/funding/desk-inputs")).transferLimitsInput,
    toInput: inputOf,
    onValid(values) {
      if (!propose.isPending) propose.mutate(inputOf(values));
    },
  });
  const { attach, errors, onSubmit, values, set } = form;
  const dollars = (name: "perTransfer" | "perDay" | "perMonth") => ({
    prefix: "$",
    value: values[name],
    onChange: set(name),
    error: errors[name],
  });
  return (
    <Dialog
      title="Change this account's transfer limits"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" isPending={propose.isPending}>
            Propose the limits
          </Button>
        </>
      }
    >
      <form ref={attach} id={formId} noValidate className="grid gap-4" onSubmit={onSubmit}>
        {propose.error && Object.keys(errors).length === 0 ? (
          <Refusal title="The limits were not proposed" error={propose.error} />
        ) : null}
        <SelectField
          label="Way of moving money"
          value={values.method}
          onChange={(method) => form.change(capsOf(caps, method as Method))}
          error={errors.method}
          options={Object.entries(METHOD_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <DecimalField label="One transfer" {...dollars("perTransfer")} />
          <DecimalField label="A day" {...dollars("perDay")} />
          <DecimalField label="A month" {...dollars("perMonth")} />
        </div>
        <FromAndReason form={form} />
      </form>
    </Dialog>
  );
}
