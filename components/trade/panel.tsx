import type { ReactNode } from "react";

type PanelProps = {
  title: string;
  /** At the right of the title: a symbol, a control. */
  aside?: ReactNode;
  children: ReactNode;
};

/** One panel of the workspace: its heading stays, what is under it scrolls. */
export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section
      aria-label={title}
      className="flex h-full min-h-0 flex-col overflow-hidden rounded-card border border-line bg-surface"
    >
      <div className="flex min-h-9 shrink-0 items-center justify-between gap-2 border-b border-line px-3 py-1">
        <h2 className="truncate text-small font-semibold">{title}</h2>
        {aside ? (
          <div className="flex min-w-0 items-center gap-1.5 text-label text-muted">{aside}</div>
        ) : null}
      </div>
      {/* Positioned, so that what is hidden for the eye alone scrolls with the rest instead of stretching the page. */}
      <div className="scroll-thin relative min-h-0 flex-1 overflow-y-auto">{children}</div>
    </section>
  );
}
