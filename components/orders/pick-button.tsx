import type { ReactNode } from "react";

/** A word that fills a field. */
export function PickButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="tabular relative rounded-mark text-accent underline decoration-accent/40 underline-offset-2 before:absolute before:-inset-x-1 before:-inset-y-3 hover:decoration-accent md:before:-inset-y-1"
    >
      {children}
    </button>
  );
}
