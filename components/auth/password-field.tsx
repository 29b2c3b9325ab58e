"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { PASSWORD_MIN } from "@/domain/auth/password-rules";

type PasswordFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  /** A password that is being chosen: what is asked of it is said, and a password manager may make one. */
  isNew?: boolean;
};

/** A password: it can be looked at while it is typed, pasted, and filled in by a password manager. */
export function PasswordField({ label, value, onChange, error, isNew = false }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      type={isShown ? "text" : "password"}
      autoComplete={isNew ? "new-password" : "current-password"}
      spellCheck={false}
      autoCapitalize="none"
      value={value}
      onChange={onChange}
      error={error}
      description={
        isNew
          ? `${PASSWORD_MIN} characters or more. A few words that belong together only for you are easy to remember.`
          : undefined
      }
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
