"use client";

import { type ReactNode, type Ref, useId } from "react";
import { FieldError } from "@/components/ui/field-error";
import { describedBy, descriptionId, errorId } from "@/components/ui/field-frame";

type CheckboxProps = {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  /** The label: one sentence that is true when the box is ticked. */
  children: ReactNode;
  description?: ReactNode;
  error?: string;
  name?: string;
  onBlur?: () => void;
  isDisabled?: boolean;
  ref?: Ref<HTMLInputElement>;
};

/** A box to tick. The whole label is the target. */
export function Checkbox({
  isSelected,
  onChange,
  children,
  description,
  error,
  name,
  onBlur,
  isDisabled,
  ref,
}: CheckboxProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label className="flex min-h-11 items-start gap-3 py-2 md:min-h-0 md:py-1">
        <input
          ref={ref}
          id={id}
          type="checkbox"
          name={name}
          checked={isSelected}
          disabled={isDisabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { description, error })}
          onChange={(event) => onChange(event.target.checked)}
          onBlur={onBlur}
          className="tick mt-0.5 size-5 shrink-0 appearance-none rounded-mark border border-control bg-surface checked:border-accent checked:bg-accent disabled:border-line-strong disabled:bg-sunk aria-invalid:border-danger md:size-4.5"
        />
        <span className="text-base">{children}</span>
      </label>
      {description ? (
        <p id={descriptionId(id)} className="pl-8 text-small text-muted">
          {description}
        </p>
      ) : null}
      {error ? <FieldError id={errorId(id)}>{error}</FieldError> : null}
    </div>
  );
}
