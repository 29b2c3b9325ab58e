"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { CountBadge } from "@/components/ui/count-badge";
import { cx } from "@/components/ui/cx";

export type TabItem = { id: string; label: string; count?: number; content: ReactNode };

type TabsProps = {
  /** Names the set of tabs for screen readers. */
  label: string;
  items: readonly TabItem[];
  selected?: string;
  onSelect?: (id: string) => void;
};

const MOVES: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Views of one thing, of which one is shown. */
export function Tabs({ label, items, selected, onSelect }: TabsProps) {
  const id = useId();
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const [own, setOwn] = useState(items[0]?.id);
  const current = Math.max(
    0,
    items.findIndex((item) => item.id === (selected ?? own)),
  );

  function select(index: number) {
    const item = items[index];
    if (!item) return;
    setOwn(item.id);
    onSelect?.(item.id);
  }

  function move(event: KeyboardEvent) {
    const next = MOVES[event.key]?.(current, items.length);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
    buttons.current[next]?.focus();
  }

  return (
    <div className="min-w-0">
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="scroll-thin flex gap-1 overflow-x-auto border-b border-line px-1"
      >
        {items.map((item, index) => (
          <button
            key={item.id}
            ref={(button) => {
              buttons.current[index] = button;
            }}
            type="button"
            role="tab"
            id={`${id}-tab-${item.id}`}
            aria-controls={`${id}-panel`}
            aria-selected={index === current}
            tabIndex={index === current ? 0 : -1}
            onClick={() => select(index)}
            className={tabStyle(index === current)}
          >
            {item.label}
            {item.count === undefined ? null : <CountBadge count={item.count} />}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${items[current]?.id}`}
        tabIndex={0}
        className="min-w-0"
      >
        {items[current]?.content}
      </div>
    </div>
  );
}

/** The classes of one tab. */
function tabStyle(isCurrent: boolean): string {
  return cx(
    "-mb-px inline-flex min-h-11 shrink-0 items-center gap-1.5 border-b-2 px-2.5 text-base whitespace-nowrap md:min-h-9.5 md:text-small",
    isCurrent
      ? "border-accent font-medium text-ink"
      : "border-transparent text-muted hover:border-line-strong hover:text-ink",
  );
}
