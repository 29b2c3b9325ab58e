import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";

/** Where a step leads: an address, or an act of the leaf that holds the list. Absent: there is no such page. */
export type PageStep = { href?: string; onClick?: () => void };

type PaginationProps = {
  /** Names what is paged: "Orders". */
  label: string;
  previous?: PageStep;
  next?: PageStep;
  /** "1–50 of 312". */
  summary?: ReactNode;
};

/** Earlier and later parts of a long list. */
export function Pagination({ label, previous, next, summary }: PaginationProps) {
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="flex items-center justify-between gap-4 px-4 py-2.5">
      <p className="tabular text-small text-muted">{summary}</p>
      <div className="flex gap-2">
        <Step step={previous}>
          <ChevronLeft aria-hidden size={16} /> Previous
        </Step>
        <Step step={next}>
          Next <ChevronRight aria-hidden size={16} />
        </Step>
      </div>
    </nav>
  );
}

function Step({ step, children }: { step: PageStep | undefined; children: ReactNode }) {
  const className = buttonStyle("secondary", "sm");
  if (step?.href) {
    return (
      <Link href={step.href} className={className}>
        {children}
      </Link>
    );
  }
  return (
    <button
      type="button"
      disabled={!step}
      onClick={step?.onClick}
      className={`${className} disabled:invisible`}
    >
      {children}
    </button>
  );
}
