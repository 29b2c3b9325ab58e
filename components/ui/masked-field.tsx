"use client";

import { Eye, EyeOff } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState } from "react";
import { describedBy, FieldFrame, type FieldFrameProps } from "@/components/ui/field-frame";
import { applyEdit, capacityOf, caretAfter, countPlaces, cover, layOut } from "@/components/ui/mask-text";

type MaskedFieldProps = FieldFrameProps & {
  /** Digits only. */
  value: string;
  onChange: (digits: string) => void;
  /** "###-##-####": a # for each digit. */
  pattern: string;
  name?: string;
  onBlur?: () => void;
  isDisabled?: boolean;
  /** What is on file already, shown as a placeholder: "•••-••-6789 on file". */
  storedHint?: string;
};

/**
 * A number that nobody looking over a shoulder should read, such as a tax id: covered but for its last four
 * digits until it is edited or its owner asks to see it, and again afterwards. Never autofilled.
 */
export function MaskedField({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  value,
  onChange,
  pattern,
  name,
  onBlur,
  isDisabled,
  storedHint,
}: MaskedFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const digitsBeforeCaret = useRef<number | null>(null);
  const [isEditing, setEditing] = useState(false);
  const [isShown, setShown] = useState(false);
  const frame = { label, description, error, isOptional, isLabelHidden };
  const isOpen = isEditing || isShown;
  const text = isOpen ? layOut(value, pattern) : cover(value, pattern);

  // Laying out may have added a separator before the caret; put it back behind the digit that was typed.
  useLayoutEffect(() => {
    if (digitsBeforeCaret.current === null) return;
    const caret = caretAfter(text, digitsBeforeCaret.current);
    input.current?.setSelectionRange(caret, caret);
    digitsBeforeCaret.current = null;
  }, [text]);

  return (
    <FieldFrame id={id} {...frame}>
      <div className="field-box">
        <input
          ref={input}
          id={id}
          name={name}
          value={text}
          disabled={isDisabled}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          placeholder={storedHint}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, frame)}
          aria-required={isOptional ? undefined : true}
          onBlur={() => {
            setEditing(false);
            onBlur?.();
          }}
          onChange={(event) => {
            const typed = event.target.value;
            const caret = event.target.selectionStart ?? typed.length;
            const next = applyEdit(value, text, typed, caret);
            digitsBeforeCaret.current = next.length - countPlaces(typed.slice(caret));
            setEditing(true);
            onChange(next.slice(0, capacityOf(pattern)));
          }}
          className="tabular w-full min-w-0 bg-transparent px-3 text-form placeholder:text-muted"
        />
        <button
          type="button"
          aria-label={isShown ? `Hide ${label}` : `Show ${label}`}
          aria-pressed={isShown}
          disabled={isDisabled}
          onClick={() => setShown(!isShown)}
          className="-my-px flex w-11 shrink-0 items-center justify-center rounded-control text-muted hover:text-ink"
        >
          {isShown ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
        </button>
      </div>
    </FieldFrame>
  );
}
