"use client";

import { type ComponentPropsWithRef, useId } from "react";
import { describedBy, FieldFrame, type FieldFrameProps } from "@/components/ui/field-frame";

export type TextAreaFieldProps = FieldFrameProps &
  Omit<ComponentPropsWithRef<"textarea">, "onChange" | "value" | "className" | "required" | "disabled"> & {
    value: string;
    onChange: (value: string) => void;
    isDisabled?: boolean;
  };

/** Several lines of text, such as the reason of a decision. Grows with what is written where the browser can. */
export function TextAreaField({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  value,
  onChange,
  isDisabled,
  id,
  rows = 3,
  ...area
}: TextAreaFieldProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  const frame = { label, description, error, isOptional, isLabelHidden };
  return (
    <FieldFrame id={fieldId} {...frame}>
      <div className="field-box">
        <textarea
          {...area}
          id={fieldId}
          rows={rows}
          value={value}
          disabled={isDisabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(fieldId, frame)}
          aria-required={isOptional ? undefined : true}
          onChange={(event) => onChange(event.target.value)}
          className="field-sizing-content w-full resize-y bg-transparent px-3 py-2 text-form"
        />
      </div>
    </FieldFrame>
  );
}
