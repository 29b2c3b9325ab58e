"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { PASSWORD_MIN } from "@/domain/auth/password-rules";

type NewPasswordFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
};

/** A password to be chosen: it can be looked at while it is typed, pasted, and made by a password manager. */
export function NewPasswordField({ label, value, onChange, error }: NewPasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      type={isShown ? "text" : "password"}
      autoComplete="new-password"
      spellCheck={false}
      autoCapitalize="none"
      value={value}
      onChange={onChange}
      error={error}
      description={`${PASSWORD_MIN} characters or more. A few words that belong together only for you are easy to remember.`}
      suffix={
        <button
          type="button"
          aria-label={isShown ? "Hide the password" : "Show the password"}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="-mr-3 flex size-11 items-center justify-center rounded-control text-muted hover:text-ink"
        >
          {isShown ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
        </button>
      }
    />
  );
}
