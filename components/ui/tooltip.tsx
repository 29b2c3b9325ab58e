"use client";

import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { placeByAnchor } from "@/components/ui/anchored-popover";

type TooltipProps = {
  content: ReactNode;
  /** One element that can have the focus: a button, a link. */
  children: ReactElement<{ "aria-describedby"?: string }>;
};

const DELAY_MS = 350;

/**
 * A short addition to something that is already understandable: shown on hover and focus, gone with Escape,
 * read as the element's description. Touch never sees it, so it must not hold what is needed: see InfoTip.
 */
export function Tooltip({ content, children }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => () => clearTimeout(timer.current), []);

  function show() {
    if (!bubble.current || !anchor.current || bubble.current.matches(":popover-open")) return;
    bubble.current.showPopover();
    placeByAnchor(bubble.current, anchor.current);
  }

  function hide() {
    clearTimeout(timer.current);
    if (bubble.current?.matches(":popover-open")) bubble.current.hidePopover();
  }

  return (
    <span
      ref={anchor}
      className="inline-flex"
      onPointerEnter={(event) => {
        if (event.pointerType === "mouse") timer.current = setTimeout(show, DELAY_MS);
      }}
      onPointerLeave={hide}
      onFocus={(event) => {
        if (event.target.matches(":focus-visible")) show();
      }}
      onBlur={hide}
      onKeyDown={(event) => {
        if (event.key === "Escape") hide();
      }}
    >
      {cloneElement(children, { "aria-describedby": id })}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="pointer-events-none fixed inset-auto m-0 max-w-64 rounded-inner bg-ink px-2 py-1 text-label text-bg shadow-overlay"
      >
        {content}
      </span>
    </span>
  );
}
