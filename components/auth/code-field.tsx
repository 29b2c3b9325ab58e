"use client";

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
  return (
    <TextField
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
      autoFocus
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
