import Link from "next/link";
import { cx } from "@/components/ui/cx";

type YearLinksProps = { years: readonly number[]; current: number; path?: string };

/** A report by year, the year in the address. */
export function YearLinks({ years, current, path = "/admin/reports" }: YearLinksProps) {
  return (
    <nav aria-label="Years" className="scroll-thin flex gap-1 overflow-x-auto border-b border-line">
      {years.map((year) => (
        <Link
          key={year}
          href={`${path}?year=${year}`}
          aria-current={year === current ? "page" : undefined}
          className={cx(
            "tabular -mb-px inline-flex min-h-11 shrink-0 items-center border-b-2 px-3 text-base md:min-h-9",
            year === current
              ? "border-accent font-medium text-ink"
              : "border-transparent text-muted hover:border-line-strong hover:text-ink",
          )}
        >
          {year}
        </Link>
      ))}
    </nav>
  );
}
