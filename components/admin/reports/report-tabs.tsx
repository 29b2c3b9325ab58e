import Link from "next/link";
import { cx } from "@/components/ui/cx";
import type { ReportKey } from "@/domain/reports/revenue";

export const REPORT_PAGES: readonly { key: ReportKey; href: string; label: string }[] = [
  { key: "volume", href: "/admin/reports", label: "Trade volume" },
  { key: "revenue", href: "/admin/reports/revenue", label: "Revenue" },
  { key: "new-accounts", href: "/admin/reports/new-accounts", label: "New accounts" },
  { key: "exceptions", href: "/admin/reports/exceptions", label: "Exceptions" },
];

/** The reports, one a page. */
export function ReportTabs({ current }: { current: ReportKey }) {
  return (
    <nav aria-label="Reports" className="mb-3 flex flex-wrap gap-1">
      {REPORT_PAGES.map(({ key, href, label }) => (
        <Link
          key={key}
          href={href}
          aria-current={key === current ? "page" : undefined}
          className={cx(
            "inline-flex min-h-11 shrink-0 items-center rounded-control px-3 text-base md:min-h-9",
            key === current
              ? "bg-accent-soft font-medium text-accent"
              : "text-muted hover:bg-tint hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
