"use client";

import { useId } from "react";
import { cx } from "@/components/ui/cx";
import { descriptionId, type FieldFrameProps, GroupFrame } from "@/components/ui/field-frame";

export type RadioOption = { value: string; label: string; description?: string; isDisabled?: boolean };

type RadioGroupProps = FieldFrameProps & {
  value: string | null;
  onChange: (value: string) => void;
  options: readonly RadioOption[];
  name?: string;
  onBlur?: () => void;
  orientation?: "vertical" | "horizontal";
};

/** One of a few, all in sight, each with room for a sentence about what it means. */
export function RadioGroup({
  value,
  onChange,
  options,
  name,
  onBlur,
  orientation = "vertical",
  ...frame
}: RadioGroupProps) {
  const id = useId();
  return (
    <GroupFrame id={id} {...frame}>
      <div className={cx("grid gap-2", orientation === "horizontal" && "sm:auto-cols-fr sm:grid-flow-col")}>
        {options.map((option) => {
          const optionId = `${id}-${option.value}`;
          return (
            <label
              key={option.value}
              className={cx(
                "flex min-h-11 items-start gap-3 rounded-control border bg-surface px-3.5 py-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
                option.isDisabled ? "border-line text-muted" : "border-control hover:border-muted",
              )}
            >
              <input
                id={optionId}
                type="radio"
                name={name ?? id}
                value={option.value}
                checked={value === option.value}
                disabled={option.isDisabled}
                aria-describedby={option.description ? descriptionId(optionId) : undefined}
                onChange={() => onChange(option.value)}
                onBlur={onBlur}
                className="mt-0.5 size-4.5 shrink-0 appearance-none rounded-full border border-control bg-surface outline-none checked:border-[5px] checked:border-accent"
              />
              <span className="grid gap-0.5">
                <span className="text-base font-medium">{option.label}</span>
                {option.description ? (
                  <span id={descriptionId(optionId)} aria-hidden className="text-small text-muted">
                    {option.description}
                  </span>
                ) : null}
              </span>
            </label>
          );
        })}
      </div>
    </GroupFrame>
  );
}
