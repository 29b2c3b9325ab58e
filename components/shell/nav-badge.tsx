"use client";

import { createContext, use } from "react";
import type { NavCounts } from "@/components/shell/nav-items";
import { CountBadge } from "@/components/ui/count-badge";

/**
 * What waits in which room. Only the badges read it, so news of a count draws nothing else anew. It goes around a rail or
 * a row of tabs, never around a page: of a page that still streams in, React cannot know whether it reads the counts, and
 * would build it a second time beside what the server sends.
 */
export const NavCountsContext = createContext<NavCounts>({});

type NavBadgeProps = {
  /** The id of the room's item. */
  room: string;
  tone?: "neutral" | "accent";
  /** Where it stands. */
  className?: string;
};

/** How many things wait in a room; nothing where none does. */
export function NavBadge({ room, tone, className }: NavBadgeProps) {
  const count = use(NavCountsContext)[room];
  return count ? (
    <span className={className}>
      <CountBadge count={count} tone={tone} label="waiting" />
    </span>
  ) : null;
}
