import { Search } from "lucide-react";
import Link from "next/link";
import {
  DOCUMENT_FILTERS,
  type DocumentFilter,
  documentsHref,
  type DocumentsPlace,
} from "@/components/documents/documents-address";
import { buttonStyle } from "@/components/ui/button-style";
import { cx } from "@/components/ui/cx";

/** Kinds as links, words as a form: each choice has an address that can be kept. */
export function DocumentsFilters({ place, years }: { place: DocumentsPlace; years: readonly string[] }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b border-line px-4 pt-1">
      <nav aria-label="Kinds of documents" className="scroll-thin flex max-w-full gap-1 overflow-x-auto">
        {(Object.keys(DOCUMENT_FILTERS) as DocumentFilter[]).map((show) => (
          <Link
            key={show}
            href={documentsHref(place, { show })}
            aria-current={place.show === show ? "page" : undefined}
            className={cx(
              "-mb-px inline-flex min-h-11 shrink-0 items-center border-b-2 px-2.5 text-base whitespace-nowrap md:min-h-9.5 md:text-small",
              place.show === show
                ? "border-accent font-medium text-ink"
                : "border-transparent text-muted hover:border-line-strong hover:text-ink",
            )}
          >
            {DOCUMENT_FILTERS[show].label}
          </Link>
        ))}
      </nav>
      <form action="/documents" role="search" className="flex w-full items-center gap-2 pb-2 md:w-auto">
        {place.account ? <input type="hidden" name="account" value={place.account} /> : null}
        {place.show === "all" ? null : <input type="hidden" name="show" value={place.show} />}
        {place.year ? <input type="hidden" name="year" value={place.year} /> : null}
        <div className="field-box w-full min-w-0 md:w-56">
          <span aria-hidden className="flex items-center pl-3 text-muted">
            <Search size={16} />
          </span>
          <input
            type="search"
            name="search"
            defaultValue={place.search}
            aria-label="Search documents"
            placeholder="27 Oct 2026, AAPL"
            maxLength={60}
            className="w-full min-w-0 bg-transparent px-3 text-form md:text-small"
          />
        </div>
        <button type="submit" className={buttonStyle("secondary", "md")}>
          Search
        </button>
      </form>
      {years.length > 1 || place.year ? (
        <nav aria-label="Years" className="scroll-thin flex w-full max-w-full gap-1 overflow-x-auto pb-2">
          {["", ...years].map((year) => (
            <Link
              key={year}
              href={documentsHref(place, { year })}
              aria-current={place.year === year ? "page" : undefined}
              className={cx(
                "tabular inline-flex min-h-11 shrink-0 items-center rounded-control px-2.5 text-small md:min-h-7",
                place.year === year ? "bg-accent-soft font-medium text-ink" : "text-muted hover:text-ink",
              )}
            >
              {year || "All years"}
            </Link>
          ))}
        </nav>
      ) : null}
    </div>
  );
}
