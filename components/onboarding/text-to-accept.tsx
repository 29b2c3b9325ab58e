"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { Agreement } from "@/domain/onboarding/agreement-texts";

type TextToAcceptProps = {
  text: Agreement;
  /** "I have read this notice." */
  statement: string;
  isAccepted: boolean;
  onChange: (isAccepted: boolean) => void;
  isOpen: boolean;
  onToggle: () => void;
  hasError: boolean;
};

/** Rounding of the browser's own sizes. */
const NEAR_THE_END_PX = 4;

const isAtEnd = (box: HTMLElement): boolean =>
  box.scrollTop + box.clientHeight >= box.scrollHeight - NEAR_THE_END_PX;

/** A text with all its words, and the box that says that it was read: only once its end was in sight. */
export function TextToAccept({
  text,
  statement,
  isAccepted,
  onChange,
  isOpen,
  onToggle,
  hasError,
}: TextToAcceptProps) {
  const [hasSeenEnd, setSeenEnd] = useState(isAccepted);
  const look = (element: HTMLElement | null) => {
    // A closed text has no height: nothing of it was seen.
    if (element && element.clientHeight > 0 && isAtEnd(element)) setSeenEnd(true);
  };
  const canAccept = hasSeenEnd || isAccepted;
  return (
    <section aria-label={text.title} className="rounded-card border border-line">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex w-full items-start justify-between gap-3 rounded-card px-4 py-3 text-left hover:bg-sunk"
        >
          <span className="grid gap-0.5">
            <span className="font-semibold">{text.title}</span>
            <span className="text-small font-normal text-muted">{text.summary}</span>
          </span>
          <ChevronDown
            aria-hidden
            size={16}
            className={`mt-1 shrink-0 text-muted ${isOpen ? "rotate-180" : ""}`}
          />
        </button>
      </h3>
      {isOpen ? (
        <div
          ref={look}
          onScroll={(event) => look(event.currentTarget)}
          className="relative grid max-h-72 gap-3 overflow-y-auto px-4 pb-3 text-base"
          tabIndex={0}
          role="group"
          aria-label={`Text: ${text.title}`}
        >
          {text.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <p className="text-label text-muted">Version {text.version}</p>
        </div>
      ) : null}
      {isOpen || isAccepted || hasError ? (
        <div className="border-t border-line px-4 py-2">
          <Checkbox
            isSelected={isAccepted}
            isDisabled={!canAccept}
            onChange={onChange}
            description={canAccept ? undefined : "Scroll to the end of the text first."}
            error={hasError && !isAccepted ? "Please read the text and tick the box." : undefined}
          >
            {statement}
          </Checkbox>
        </div>
      ) : null}
    </section>
  );
}
