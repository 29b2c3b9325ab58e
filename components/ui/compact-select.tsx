"use client";

import { ChevronDown } from "lucide-react";
import { useId } from "react";

type CompactSelectProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
};

/** One of a list, in one line with its name: how a table is grouped, what a curve is compared with. */
export function CompactSelect<Value extends string>({
  label,
  value,
  onChange,
  options,
}: CompactSelectProps<Value>) {
  const id = useId();
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <label htmlFor={id} className="text-label whitespace-nowrap text-muted">
        {label}
      </label>
      <span className="relative min-w-0">
        <select
          id={id}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className="select-native min-h-11 max-w-56 truncate rounded-control border border-control bg-surface pr-8 pl-2.5 text-small text-ink md:min-h-7.5"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={14}
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
        />
      </span>
    </span>
  );
}
