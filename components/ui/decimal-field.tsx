"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { cleanDecimal, groupThousands, stepDecimal } from "@/components/ui/decimal-text";
import { TextField, type TextFieldProps } from "@/components/ui/text-field";

type DecimalFieldProps = Omit<TextFieldProps, "type" | "inputMode" | "isNumeric"> & {
  /** Digits after the point; 0 for whole numbers. */
  decimals?: number;
  allowNegative?: boolean;
  /** What the up and down arrows add and take; ten times as much with Shift. */
  step?: string;
};

/**
 * A number that stays text: `value` is a plain decimal ("1500.25") and never passes through a float. Commas
 * stand in it until it is edited. Keystrokes that cannot belong to such a number are refused.
 */
export function DecimalField({
  value,
  onChange,
  decimals = 2,
  allowNegative = false,
  step,
  onFocus,
  onBlur,
  onKeyDown,
  ...field
}: DecimalFieldProps) {
  const [isEditing, setEditing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);

  // The first keystroke takes the commas away; the caret stays behind the same digit.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  function take(typed: string) {
    const cleaned = cleanDecimal(typed, { decimals, allowNegative });
    if (cleaned === null) return;
    if (!isEditing) {
      const before = typed.slice(0, input.current?.selectionStart ?? typed.length);
      caret.current = before.replace(/[\s,$]/g, "").length;
      setEditing(true);
    }
    onChange(cleaned);
  }

  function stepWithArrows(event: KeyboardEvent<HTMLInputElement>) {
    onKeyDown?.(event);
    if (!step || event.defaultPrevented || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const direction = event.key === "ArrowUp" ? 1 : -1;
    let next = value;
    for (let times = event.shiftKey ? 10 : 1; times > 0; times -= 1) {
      next = stepDecimal(next, step, direction, allowNegative ? undefined : "0");
    }
    onChange(next);
  }

  return (
    <TextField
      {...field}
      isNumeric
      inputMode={decimals === 0 ? "numeric" : "decimal"}
      autoComplete="off"
      value={isEditing ? value : groupThousands(value)}
      onChange={take}
      onKeyDown={stepWithArrows}
      onFocus={(event) => {
        input.current = event.currentTarget;
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setEditing(false);
        if (value.endsWith(".")) onChange(value.slice(0, -1));
        onBlur?.(event);
      }}
    />
  );
}
