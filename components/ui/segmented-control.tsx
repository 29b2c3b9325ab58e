"use client";

import { useId } from "react";
import { cx } from "@/components/ui/cx";

export type Segment<Value extends string> = { value: Value; label: string; tone?: "gain" | "loss" };

type SegmentedControlProps<Value extends string> = {
  /** Says what is being chosen; for screen readers. */
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly Segment<Value>[];
  size?: "sm" | "md";
  fullWidth?: boolean;
};

const CHOSEN_TEXT = {
  gain: "has-checked:text-gain",
  loss: "has-checked:text-loss",
  plain: "has-checked:text-ink",
};

/** One of a few short words, side by side: a range, a side. Radio buttons underneath, so the arrow keys choose. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  onChange,
  options,
  size = "md",
  fullWidth = false,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx(
        "rounded-control bg-sunk p-0.5",
        fullWidth ? "flex" : "inline-flex max-md:flex max-md:w-full",
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            "relative flex min-h-11 items-center justify-center rounded-inner px-2.5 text-small text-muted hover:text-ink",
            "has-checked:bg-surface has-checked:font-medium has-checked:shadow-[0_0_0_1px_var(--line-strong)]",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            size === "sm" ? "md:min-h-6.5" : "md:min-h-7.5",
            fullWidth ? "flex-1" : "max-md:flex-1",
            CHOSEN_TEXT[option.tone ?? "plain"],
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 m-0 cursor-pointer appearance-none rounded-inner outline-none"
          />
          <span className="pointer-events-none whitespace-nowrap">{option.label}</span>
        </label>
      ))}
    </div>
  );
}
