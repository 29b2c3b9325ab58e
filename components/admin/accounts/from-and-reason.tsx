import type { FormState } from "@/components/forms/use-form";
import { DateField } from "@/components/ui/date-field";
import { TextAreaField } from "@/components/ui/text-area-field";

type Fields = Pick<FormState<{ effectiveOn: string; reason: string }>, "values" | "errors"> & {
  set: (name: "effectiveOn" | "reason") => (value: string) => void;
};

/** From which day on new limits hold, and why; the last fields of whoever proposes some. */
export function FromAndReason({ form: { values, errors, set } }: { form: Fields }) {
  return (
    <>
      <DateField
        label="From"
        description="The exchange's day on which they begin to hold; today if nothing is entered."
        isOptional
        value={values.effectiveOn}
        onChange={set("effectiveOn")}
        error={errors.effectiveOn}
      />
      <TextAreaField
        label="Reason"
        description="At least ten characters; it stays on record with your name."
        value={values.reason}
        onChange={set("reason")}
        rows={3}
        maxLength={500}
        error={errors.reason}
      />
    </>
  );
}
