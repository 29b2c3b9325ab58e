"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { PaletteRow } from "@/components/shell/palette-row";
import { type PaletteCommand, rankCommands } from "@/components/shell/rank-commands";

export type SymbolHit = { symbol: string; name: string; detail?: string };

type PaletteDialogProps = {
  commands: readonly PaletteCommand[];
  searchSymbols?: (query: string, signal: AbortSignal) => Promise<readonly SymbolHit[]>;
  symbolHref?: (symbol: string) => string;
  placeholder: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Symbols that were found, with the query that they answer. */
type Hits = { query: string; symbols: readonly SymbolHit[]; failed: boolean };
const NO_HITS: Hits = { query: "", symbols: [], failed: false };

function useSymbols(query: string, search: PaletteDialogProps["searchSymbols"]): Hits {
  const [hits, setHits] = useState<Hits>(NO_HITS);
  useEffect(() => {
    if (!search || query.trim() === "") return;
    const abort = new AbortController();
    search(query.trim(), abort.signal)
      .then((symbols) => {
        if (!abort.signal.aborted) setHits({ query, symbols, failed: false });
      })
      .catch(() => {
        if (!abort.signal.aborted) setHits({ query, symbols: [], failed: true });
      });
    return () => abort.abort();
  }, [query, search]);
  // What was found for an earlier query stays until the next answer, so that the list does not flicker.
  return query.trim() === "" ? NO_HITS : hits;
}

/** The palette's dialog: a combobox over symbols and commands. The focus stays in the box; arrows move the choice. */
export function PaletteDialog({
  commands,
  searchSymbols,
  symbolHref,
  placeholder,
  isOpen,
  onOpenChange,
}: PaletteDialogProps) {
  const router = useRouter();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const { symbols, failed } = useSymbols(query, searchSymbols);

  const entries = useMemo<PaletteCommand[]>(() => {
    const found = symbols.map((hit) => ({
      id: `symbol-${hit.symbol}`,
      label: hit.symbol,
      hint: hit.detail ? `${hit.name} · ${hit.detail}` : hit.name,
      group: "Symbols",
      href: symbolHref?.(hit.symbol),
    }));
    return [...found, ...rankCommands(commands, query)];
  }, [symbols, symbolHref, commands, query]);
  const chosen = Math.min(active, entries.length - 1);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);

  function close() {
    setQuery("");
    setActive(0);
    onOpenChange(false);
  }

  function run(entry: PaletteCommand | undefined) {
    if (!entry) return;
    close();
    entry.onRun?.();
    if (entry.href) router.push(entry.href);
  }

  function move(to: number) {
    if (entries.length === 0) return;
    const next = (to + entries.length) % entries.length;
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  }

  function steer(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => move(chosen + 1),
      ArrowUp: () => move(chosen - 1),
      Enter: () => run(entries[chosen]),
    };
    const act = moves[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  return (
    <dialog
      ref={dialog}
      aria-label="Search and commands"
      onClose={close}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
      className="fixed top-[max(0.75rem,9vh)] left-1/2 m-0 w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-raised text-ink shadow-overlay backdrop:bg-overlay"
    >
      <input
        role="combobox"
        aria-label={placeholder}
        aria-expanded={entries.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[chosen] ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={steer}
        className="w-full border-b border-line bg-transparent px-4 py-3.5 text-form outline-none placeholder:text-faint"
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Found"
        className="scroll-thin max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5"
      >
        {entries.map((entry, index) => (
          <PaletteRow
            key={entry.id}
            id={`${id}-${index}`}
            index={index}
            entry={entry}
            isActive={index === chosen}
            isFirstOfGroup={entry.group !== entries[index - 1]?.group}
            onPoint={() => setActive(index)}
            onPick={() => run(entry)}
          />
        ))}
      </div>
      <p role="status" className="border-t border-line px-4 py-2 text-label text-muted">
        {failed ? "Symbols cannot be searched at the moment. " : ""}
        {entries.length === 0
          ? "Nothing found. Try a symbol, a company or a place."
          : "↑ ↓ to move, Enter to go, Esc to leave"}
      </p>
    </dialog>
  );
}
