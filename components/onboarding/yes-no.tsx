"use client";

import { RadioGroup } from "@/components/ui/radio-group";

export type Answer = "yes" | "no" | null;

type YesNoProps = {
  label: string;
  description?: string;
  value: Answer;
  onChange: (value: Answer) => void;
  error?: string;
};

/** A question that has to be answered either way. */
export function YesNo({ label, description, value, onChange, error }: YesNoProps) {
  return (
    <RadioGroup
      label={label}
      description={description}
      orientation="horizontal"
      value={value}
      onChange={(chosen) => onChange(chosen === "yes" ? "yes" : "no")}
      error={error}
      options={[
        { value: "no", label: "No" },
        { value: "yes", label: "Yes" },
      ]}
    />
  );
}
