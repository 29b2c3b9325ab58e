"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

type Outcome = "CONFIRMED" | "NOT_REACHED" | "DENIED";
type Fields = { phone: string; minutesAgo: string; outcome: Outcome; said: string };

/** When the call was made: a call that is older than a day says nothing of today's wire. */
const WHEN = [
  { value: "0", label: "Just now" },
  { value: "15", label: "A quarter of an hour ago" },
  { value: "60", label: "An hour ago" },
  { value: "180", label: "Three hours ago" },
];

type CallbackFormProps = { transferId: string; phoneOfRecord: string | null };

/** Writes down the call that a wire needs: which number, when, how it ended, what was said. */
export function CallbackForm({ transferId, phoneOfRecord }: CallbackFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const record = useMutation(
    trpc.funding.recordCallback.mutationOptions({
      onSuccess: ({ status }) =>
        showToast({
          tone: "gain",
          title: status === "APPROVAL" ? "Confirmed; somebody else must approve it" : "The call is on record",
        }),
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
      onSettled: () => queryClient.invalidateQueries(trpc.funding.pathFilter()),
    }),
  );
  const initial: Fields = {
    phone: phoneOfRecord ?? "",
    minutesAgo: "0",
    outcome: "CONFIRMED",
    said: "",
  };
  const inputOf = ({ minutesAgo, ...values }: Fields) => ({
    ...values,
    transferId,
    minutesAgo: Number(minutesAgo),
  });
  const form = useForm<Fields>({
    initial,
    schema: async () => (await import("@/domain/funding/desk-inputs")).recordCallbackInput,
    toInput: inputOf,
    onValid(values) {
      if (!record.isPending) record.mutate(inputOf(values));
    },
  });
  const { attach, values, errors, set, change, onSubmit } = form;
  return (
    <Form ref={attach} aria-label="Record a call" className="grid gap-4" onSubmit={onSubmit}>
      <h3 className="text-base font-semibold">Call the customer</h3>
      <TextField
        label="Number that was called"
        description="A wire is confirmed only on the phone number of record."
        value={values.phone}
        onChange={set("phone")}
        error={errors.phone}
        autoComplete="off"
        maxLength={25}
      />
      <SelectField label="When" value={values.minutesAgo} onChange={set("minutesAgo")} options={WHEN} />
      <RadioGroup
        label="How it ended"
        value={values.outcome}
        onChange={(outcome) => change({ outcome: outcome as Outcome })}
        error={errors.outcome}
        options={[
          { value: "CONFIRMED", label: "Confirmed by the customer" },
          { value: "NOT_REACHED", label: "Nobody reached" },
          { value: "DENIED", label: "Not wanted: decline the wire" },
        ]}
      />
      <TextAreaField
        label="What was said"
        description="Amount, bank and purpose as the customer named them."
        value={values.said}
        onChange={set("said")}
        error={errors.said}
        rows={3}
        maxLength={1000}
      />
      {record.error && Object.keys(errors).length === 0 ? (
        <Callout tone="danger" title="The call was not recorded" isLive>
          {isUnanswered(record.error)
            ? "No answer came. Reload to see whether it arrived."
            : record.error.message}
        </Callout>
      ) : null}
      <div>
        <Button type="submit" variant="primary" isPending={record.isPending}>
          Record the call
        </Button>
      </div>
    </Form>
  );
}
