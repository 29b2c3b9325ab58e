"use client";

import { ChevronDown } from "lucide-react";
import { type Ref, useId } from "react";
import { cx } from "@/components/ui/cx";
import { describedBy, FieldFrame, type FieldFrameProps } from "@/components/ui/field-frame";

export type SelectOption = { value: string; label: string; isDisabled?: boolean };

type SelectFieldProps = FieldFrameProps & {
  value: string | null;
  onChange: (value: string) => void;
  options: readonly SelectOption[];
  /** Shown until something is chosen. */
  placeholder?: string;
  name?: string;
  autoComplete?: string;
  onBlur?: () => void;
  isDisabled?: boolean;
  ref?: Ref<HTMLSelectElement>;
};

/** One of a list. The browser's own select: a wheel on a phone, type-ahead on a keyboard. */
export function SelectField({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  value,
  onChange,
  options,
  placeholder = "Choose",
  isDisabled,
  ref,
  ...select
}: SelectFieldProps) {
  const id = useId();
  const frame = { label, description, error, isOptional, isLabelHidden };
  return (
    <FieldFrame id={id} {...frame}>
      <div className="field-box relative">
        <select
          {...select}
          ref={ref}
          id={id}
          value={value ?? ""}
          disabled={isDisabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, frame)}
          aria-required={isOptional ? undefined : true}
          onChange={(event) => onChange(event.target.value)}
          className={cx(
            "select-native w-full min-w-0 truncate rounded-control bg-transparent pr-9 pl-3 text-form",
            value ? "text-ink" : "text-muted",
          )}
        >
          {value && options.some((option) => option.value === value) ? null : (
            <option value="" disabled hidden>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.isDisabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={16}
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
        />
      </div>
    </FieldFrame>
  );
}
