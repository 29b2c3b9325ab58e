"use client";

import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { describedBy, FieldFrame, type FieldFrameProps } from "@/components/ui/field-frame";

type InputProps = Omit<
  ComponentPropsWithRef<"input">,
  "onChange" | "value" | "className" | "prefix" | "size" | "required" | "disabled" | "readOnly"
>;

export type TextFieldProps = FieldFrameProps &
  InputProps & {
    value: string;
    onChange: (value: string) => void;
    isDisabled?: boolean;
    isReadOnly?: boolean;
    /** Shown inside the box before or after the text: "$", "shares", a button. */
    prefix?: ReactNode;
    suffix?: ReactNode;
    /** Right-aligned tabular figures. */
    isNumeric?: boolean;
  };

/**
 * One line of text. Controlled: pass `value` and `onChange(text)`. With react-hook-form:
 * `<Controller render={({ field, fieldState }) => <TextField label="City" {...field} error={fieldState.error?.message} />} />`.
 */
export function TextField({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  value,
  onChange,
  isDisabled,
  isReadOnly,
  prefix,
  suffix,
  isNumeric = false,
  id,
  type = "text",
  ...input
}: TextFieldProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  const frame = { label, description, error, isOptional, isLabelHidden };
  return (
    <FieldFrame id={fieldId} {...frame}>
      <div className="field-box">
        {prefix ? <span className="flex items-center pl-3 text-muted">{prefix}</span> : null}
        <input
          {...input}
          id={fieldId}
          type={type}
          value={value}
          disabled={isDisabled}
          readOnly={isReadOnly}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(fieldId, frame)}
          aria-required={isOptional ? undefined : true}
          onChange={(event) => onChange(event.target.value)}
          className={
            isNumeric
              ? "num w-full min-w-0 bg-transparent px-3 text-form"
              : "w-full min-w-0 bg-transparent px-3 text-form"
          }
        />
        {suffix ? <span className="flex items-center pr-3 text-small text-muted">{suffix}</span> : null}
      </div>
    </FieldFrame>
  );
}
