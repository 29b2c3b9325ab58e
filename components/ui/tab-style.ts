import { cx } from "@/components/ui/cx";

/** The classes of one tab, for tabs that are buttons and tabs that are links. */
export function tabStyle(isCurrent: boolean): string {
  return cx(
    "-mb-px inline-flex min-h-11 shrink-0 items-center gap-1.5 border-b-2 px-2.5 text-base whitespace-nowrap md:min-h-9.5 md:text-small",
    isCurrent
      ? "border-accent font-medium text-ink"
      : "border-transparent text-muted hover:border-line-strong hover:text-ink",
  );
}
