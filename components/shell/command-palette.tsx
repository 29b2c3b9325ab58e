"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import type { SymbolHit } from "@/components/shell/palette-dialog";
import type { PaletteCommand } from "@/components/shell/rank-commands";
import { Kbd } from "@/components/ui/kbd";

export type CommandPaletteProps = {
  commands: readonly PaletteCommand[];
  /** Finds instruments by symbol or name; aborted when the reader types on. */
  searchSymbols?: (query: string, signal: AbortSignal) => Promise<readonly SymbolHit[]>;
  symbolHref?: (symbol: string) => string;
  placeholder?: string;
};

const loadDialog = () => import("@/components/shell/palette-dialog");
const PaletteDialog = lazy(() => loadDialog().then((module) => ({ default: module.PaletteDialog })));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Everything by keyboard: Ctrl K or ⌘ K anywhere, and "/" outside of fields. The button is for those who do not
 * know that yet; the dialog is fetched when it is wanted.
 */
export function CommandPalette({
  placeholder = "Search a symbol or do something",
  ...dialog
}: CommandPaletteProps) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);

  useEffect(() => {
    function listen(event: KeyboardEvent) {
      const isChord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target);
      if (!isChord && !isSlash) return;
      event.preventDefault();
      setOpened(true);
      setOpen(true);
    }
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={loadDialog}
        onFocus={loadDialog}
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
        className="flex shrink items-center gap-2 rounded-control text-small text-faint max-md:ml-auto max-md:size-11 max-md:shrink-0 max-md:justify-center md:h-8.5 md:w-80 md:min-w-0 md:border md:border-line md:bg-surface md:px-2.5 md:hover:border-line-strong"
      >
        <Search aria-hidden className="size-5 shrink-0 max-md:text-muted md:size-4" />
        <span className="flex-1 truncate text-left max-md:sr-only">{placeholder}</span>
        <span className="max-lg:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {wasOpened ? (
        <Suspense fallback={null}>
          <PaletteDialog {...dialog} placeholder={placeholder} isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}
