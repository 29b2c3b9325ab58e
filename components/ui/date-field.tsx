"use client";

import { useId, useRef, useState } from "react";
import { type FieldFrameProps, GroupFrame } from "@/components/ui/field-frame";

type DateFieldProps = FieldFrameProps & {
  /** "1981-03-09", or "" while it is not complete. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  isDisabled?: boolean;
  /** A date of birth may be filled in by the browser. */
  isBirthday?: boolean;
};

type Parts = { month: string; day: string; year: string };

const PARTS = [
  { part: "month", label: "Month", hint: "MM", width: 2, autoComplete: "bday-month" },
  { part: "day", label: "Day", hint: "DD", width: 2, autoComplete: "bday-day" },
  { part: "year", label: "Year", hint: "YYYY", width: 4, autoComplete: "bday-year" },
] as const;

function split(value: string): Parts {
  const [year = "", month = "", day = ""] = value.split("-");
  return { month, day, year };
}

function join({ month, day, year }: Parts): string {
  if (!month || !day || year.length !== 4) return "";
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/**
 * A date that one knows by heart, such as a birthday: three boxes to type into, month first as in the US. The
 * focus moves on by itself when a box is full. Whether such a day exists is for the form's schema to say.
 */
export function DateField({
  value,
  onChange,
  onBlur,
  isDisabled,
  isBirthday = false,
  ...frame
}: DateFieldProps) {
  const id = useId();
  const boxes = useRef<(HTMLInputElement | null)[]>([]);
  const [parts, setParts] = useState<Parts>(() => split(value));
  // A value that arrives from outside (a saved draft, a reset) replaces what is in the boxes.
  if (value && value !== join(parts)) setParts(split(value));

  function take(index: number, part: keyof Parts, typed: string, width: number) {
    const digits = typed.replace(/\D/g, "").slice(0, width);
    const next = { ...parts, [part]: digits };
    setParts(next);
    onChange(join(next));
    if (digits.length === width && digits !== parts[part]) boxes.current[index + 1]?.select();
  }

  return (
    <GroupFrame id={id} {...frame}>
      <div className="flex gap-2">
        {PARTS.map(({ part, label, hint, width, autoComplete }, index) => (
          <div key={part} className={width === 4 ? "field-box w-24" : "field-box w-16"}>
            <input
              ref={(box) => {
                boxes.current[index] = box;
              }}
              aria-label={label}
              aria-invalid={frame.error ? true : undefined}
              value={parts[part]}
              placeholder={hint}
              disabled={isDisabled}
              inputMode="numeric"
              autoComplete={isBirthday ? autoComplete : "off"}
              onChange={(event) => take(index, part, event.target.value, width)}
              onBlur={onBlur}
              className="tabular w-full min-w-0 bg-transparent px-3 text-form placeholder:text-faint"
            />
          </div>
        ))}
      </div>
    </GroupFrame>
  );
}
