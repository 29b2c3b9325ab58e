"use client";

import { useState } from "react";
import { TextToAccept } from "@/components/onboarding/text-to-accept";
import type { Agreement } from "@/domain/onboarding/agreement-texts";
import { textId } from "@/domain/onboarding/agreements";

type TextsToAcceptProps = {
  texts: readonly Agreement[];
  statement: string;
  accepted: readonly string[];
  onChange: (accepted: string[]) => void;
  hasError: boolean;
};

/** Several texts, one open at a time: ticking one opens the next that is not ticked. */
export function TextsToAccept({ texts, statement, accepted, onChange, hasError }: TextsToAcceptProps) {
  const firstUnread = (given: readonly string[]) =>
    texts.map(textId).find((id) => !given.includes(id)) ?? null;
  const [open, setOpen] = useState(() => firstUnread(accepted));
  return (
    <>
      <p className="text-small text-muted" aria-live="polite">
        {texts.filter((text) => accepted.includes(textId(text))).length} of {texts.length} accepted
      </p>
      {texts.map((text) => {
        const id = textId(text);
        return (
          <TextToAccept
            key={id}
            text={text}
            statement={statement}
            isAccepted={accepted.includes(id)}
            isOpen={open === id}
            onToggle={() => setOpen(open === id ? null : id)}
            onChange={(isIn) => {
              const next = isIn ? [...accepted, id] : accepted.filter((other) => other !== id);
              onChange(next);
              if (isIn) setOpen(firstUnread(next));
            }}
            hasError={hasError}
          />
        );
      })}
    </>
  );
}
