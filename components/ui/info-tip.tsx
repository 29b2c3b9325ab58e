"use client";

import { type ReactNode, useId, useRef } from "react";
import { placeByAnchor } from "@/components/ui/anchored-popover";

type InfoTipProps = {
  /** What the chip says: "how?", "why?". */
  label: string;
  /** Names what is explained, for those who meet the chip alone: "How the return is computed". */
  about?: string;
  /** Called when it opens: what explains at length can be fetched then. */
  onOpen?: () => void;
  children: ReactNode;
};

/** A chip that opens a short explanation; works by mouse, keyboard and touch, and closes by itself. */
export function InfoTip({ label, about, onOpen, children }: InfoTipProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        popoverTarget={id}
        aria-label={about ? `${label} ${about}` : undefined}
        className="relative rounded-mark border border-line-strong px-1.25 text-[0.6875rem] leading-4 text-faint before:absolute before:-inset-3.5 hover:border-control hover:text-ink md:before:-inset-1"
      >
        {label}
      </button>
      <span
        id={id}
        popover="auto"
        role="note"
        onToggle={(event) => {
          if (event.newState !== "open" || !anchor.current) return;
          onOpen?.();
          placeByAnchor(event.currentTarget, anchor.current);
        }}
        className="fixed inset-auto m-0 max-w-[min(20rem,calc(100vw-1rem))] rounded-card border border-line bg-raised px-3.5 py-3 text-left text-small font-normal whitespace-normal text-ink shadow-overlay"
      >
        {children}
      </span>
    </>
  );
}
