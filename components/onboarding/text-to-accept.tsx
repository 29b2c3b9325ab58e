"use client";

import { ChevronDown } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import type { Agreement } from "@/domain/onboarding/agreement-texts";

type TextToAcceptProps = {
  text: Agreement;
  /** "I have read this notice." */
  statement: string;
  isAccepted: boolean;
  onChange: (isAccepted: boolean) => void;
  isOpen?: boolean;
  hasError: boolean;
};

/** A text with all its words, and the box that says that it was read. */
export function TextToAccept({
  text,
  statement,
  isAccepted,
  onChange,
  isOpen = false,
  hasError,
}: TextToAcceptProps) {
  return (
    <section aria-label={text.title} className="rounded-card border border-line">
      <details open={isOpen} className="group">
        <summary className="flex cursor-pointer list-none items-start justify-between gap-3 rounded-card px-4 py-3 hover:bg-sunk">
          <span className="grid gap-0.5">
            <span className="font-semibold">{text.title}</span>
            <span className="text-small text-muted">{text.summary}</span>
          </span>
          <ChevronDown aria-hidden size={16} className="mt-1 shrink-0 text-muted group-open:rotate-180" />
        </summary>
        <div
          className="grid max-h-72 gap-3 overflow-y-auto px-4 pb-3 text-base"
          tabIndex={0}
          role="group"
          aria-label={`Text: ${text.title}`}
        >
          {text.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <p className="text-label text-muted">Version {text.version}</p>
        </div>
      </details>
      <div className="border-t border-line px-4 py-2">
        <Checkbox
          isSelected={isAccepted}
          onChange={onChange}
          error={hasError && !isAccepted ? "Please read the text and tick the box." : undefined}
        >
          {statement}
        </Checkbox>
      </div>
    </section>
  );
}
