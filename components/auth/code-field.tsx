"use client";

import { useEffect, useRef } from "react";
import { TextField } from "@/components/ui/text-field";

type CodeFieldProps = {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  /** Only codes of the app will do: a key that is being set up has no recovery codes yet. */
  isAppOnly?: boolean;
};

/** Where a code of the authenticator app, or a recovery code, is typed or pasted. */
export function CodeField({ value, onChange, error, isAppOnly = false }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  // It is what the reader came for. Not by an attribute: until the page has been taken over the field is disabled.
  useEffect(() => {
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <TextField
      ref={input}
      label="Code"
      description={
        isAppOnly
          ? "The 6 digits that your app shows for RushTrade."
          : "The 6 digits that your authenticator app shows for RushTrade, or one of your recovery codes."
      }
      autoComplete="one-time-code"
      inputMode={isAppOnly ? "numeric" : "text"}
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
