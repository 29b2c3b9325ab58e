"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import {
  errorsOfAnswer,
  errorsOfIssues,
  type FieldErrors,
  focusFirstError,
} from "@/components/transfers/field-errors";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { MaskedField } from "@/components/ui/masked-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";

const EMPTY = { bankName: "", routingNumber: "", accountNumber: "", kind: "CHECKING" };
const NUMBER_PATTERN = "#".repeat(17);
const NOT_THE_SAME = "The two account numbers are not the same.";

/** What a form says of its input; the schema is loaded only when there is something to check. */
async function faultsOf(
  values: typeof EMPTY & { accountId: string },
  repeated: string,
): Promise<FieldErrors> {
  const { linkBankInput } = await import("@/domain/funding/inputs");
  const checked = linkBankInput.safeParse(values);
  const errors = checked.success ? {} : errorsOfIssues(checked.error.issues);
  return repeated === values.accountNumber ? errors : { ...errors, repeated: NOT_THE_SAME };
}

/** Asks the bank whether an account is the customer's. The number leaves the form once and is never shown again. */
export function LinkBankForm({ accountId, onLinked }: { accountId: string; onLinked?: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(EMPTY);
  const [repeated, setRepeated] = useState("");
  const [errors, setErrors] = useState<FieldErrors>({});
  const link = useMutation(
    trpc.funding.linkBank.mutationOptions({
      onSuccess() {
        setValues(EMPTY);
        setRepeated("");
        void queryClient.invalidateQueries(trpc.funding.pathFilter());
        onLinked?.();
      },
      onError(error) {
        setErrors(errorsOfAnswer(error));
        focusFirstError(form.current);
      },
    }),
  );

  const set = (field: keyof typeof EMPTY) => (value: string) => setValues({ ...values, [field]: value });

  async function submit() {
    if (link.isPending) return;
    const input = { ...values, accountId };
    const found = await faultsOf(input, repeated);
    setErrors(found);
    if (Object.keys(found).length > 0) focusFirstError(form.current);
    else link.mutate({ ...input, kind: values.kind === "SAVINGS" ? "SAVINGS" : "CHECKING" });
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label="Link a bank account"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label="Name of the bank"
        value={values.bankName}
        onChange={set("bankName")}
        error={errors.bankName}
        autoComplete="off"
        maxLength={60}
      />
      <TextField
        label="Routing number"
        description="The nine digits at the bottom left of a check."
        value={values.routingNumber}
        onChange={set("routingNumber")}
        error={errors.routingNumber}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
      />
      <MaskedField
        label="Account number"
        description="Kept encrypted; afterwards only its last four digits are shown."
        value={values.accountNumber}
        onChange={set("accountNumber")}
        error={errors.accountNumber}
        pattern={NUMBER_PATTERN}
      />
      <MaskedField
        label="Repeat the account number"
        value={repeated}
        onChange={setRepeated}
        error={errors.repeated}
        pattern={NUMBER_PATTERN}
      />
      <RadioGroup
        label="Kind of account"
        value={values.kind}
        onChange={set("kind")}
        error={errors.kind}
        orientation="horizontal"
        options={[
          { value: "CHECKING", label: "Checking" },
          { value: "SAVINGS", label: "Savings" },
        ]}
      />
      {link.error && Object.keys(errors).length === 0 ? (
        <Callout tone="danger" title="The bank account was not linked" isLive>
          {isUnanswered(link.error)
            ? "No answer came. Please try again: the same account is linked only once."
            : link.error.message}
        </Callout>
      ) : null}
      <Button type="submit" variant="primary" isPending={link.isPending} fullWidth>
        Link bank account
      </Button>
      <p className="text-small text-muted">
        The bank compares the name on its account with yours. We take and send money only where they agree.
      </p>
    </form>
  );
}
