"use client";

import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { useTRPC } from "@/components/shell/trpc-client";
import { cx } from "@/components/ui/cx";

const KEPT_MS = 5 * 60_000;

type SymbolSearchProps = {
  label: string;
  onPick: (symbol: string) => void;
};

/** A box that finds instruments by symbol or name. The focus stays in the box; arrows move the choice. */
export function SymbolSearch({ label, onPick }: SymbolSearchProps) {
  const id = useId();
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const wanted = useDeferredValue(text.trim());
  const query = useQuery(
    trpc.market.search.queryOptions(
      { text: wanted.slice(0, 40) },
      { enabled: wanted !== "", staleTime: KEPT_MS, placeholderData: (previous) => previous },
    ),
  );
  const found = wanted === "" ? [] : (query.data ?? []);
  const isShown = isOpen && found.length > 0;
  const chosen = Math.min(active, found.length - 1);

  function pick(symbol: string | undefined) {
    if (!symbol) return;
    setText("");
    setOpen(false);
    onPick(symbol);
  }

  function steer(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const count = Math.max(1, found.length);
    const moves: Record<string, () => void> = {
      ArrowDown: () => setActive((chosen + 1) % count),
      ArrowUp: () => setActive((chosen - 1 + count) % count),
      Enter: () => pick(found[chosen]?.symbol),
      Escape: () => setOpen(false),
    };
    const act = moves[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  return (
    <div className="relative w-full md:w-72">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-activedescendant={isShown ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder={label}
        maxLength={40}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={steer}
        className="min-h-11 w-full rounded-control border border-control bg-surface px-3 text-form placeholder:text-faint md:min-h-8.5 md:text-base"
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="Instruments found"
        hidden={!isShown}
        className="scroll-thin absolute inset-x-0 top-full z-10 mt-1 max-h-80 overflow-y-auto rounded-card border border-line bg-raised p-1.5 shadow-overlay md:min-w-88"
      >
        {found.map((instrument, index) => (
          <li
            key={instrument.symbol}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            // The box keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(index)}
            onClick={() => pick(instrument.symbol)}
            className={cx(
              "flex min-h-11 cursor-pointer items-center gap-3 rounded-inner px-2.5 md:min-h-9",
              index === chosen && "bg-accent-soft",
            )}
          >
            <span className="font-semibold">{instrument.symbol}</span>
            <span className="min-w-0 truncate text-muted">{instrument.name}</span>
            <span className="ml-auto text-label text-muted">{instrument.primaryListing}</span>
          </li>
        ))}
      </ul>
      <p
        role="status"
        className={
          wanted !== "" && query.isSuccess && found.length === 0 && isOpen
            ? "pt-1 text-small text-muted"
            : "sr-only"
        }
      >
        {wanted === "" || !query.isSuccess
          ? ""
          : found.length === 0
            ? "Nothing found. Try a symbol such as AAPL, or part of a company’s name."
            : `${found.length} found`}
      </p>
    </div>
  );
}
