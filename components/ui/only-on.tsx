"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { cx } from "@/components/ui/cx";

/** Tailwind's `md`: a phone below, a desk from there on. */
const DESK = "(min-width: 48rem)";
/** What hides the part where it is not meant to be seen, before any script has run. */
const SHOWN = { phone: "md:hidden", desk: "max-md:hidden" } as const;
const LEFT_ALONE = { __html: "" };

type OnlyOnProps = {
  screen: keyof typeof SHOWN;
  className?: string;
  children: ReactNode;
};

function subscribe(onChange: () => void) {
  const media = window.matchMedia(DESK);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

const isDesk = (): boolean => window.matchMedia(DESK).matches;

/**
 * A part of the page that one kind of screen shows and the other does not. The server cannot know which it writes for
 * and writes both; styles hide one. Here the browser takes over only the part that is seen, and leaves the markup of
 * the other as it came: a list and a table of the same rows would be twice the work before a phone answers a touch. A
 * window that becomes wide, or narrow, builds the other part then.
 */
export function OnlyOn({ screen, className, children }: OnlyOnProps) {
  const isSeen = useSyncExternalStore(
    subscribe,
    () => isDesk() === (screen === "desk"),
    // Asked on the server, where both are written, and once while a browser takes over.
    () => typeof window === "undefined" || isDesk() === (screen === "desk"),
  );
  const shown = cx(SHOWN[screen], className);
  if (isSeen) return <div className={shown}>{children}</div>;
  // The empty markup is never put in place: React leaves what stands in such an element as it is.
  return <div key="unseen" className={shown} suppressHydrationWarning dangerouslySetInnerHTML={LEFT_ALONE} />;
}
