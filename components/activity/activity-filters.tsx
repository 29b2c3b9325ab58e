import Link from "next/link";
import {
  ACTIVITY_FILTERS,
  type ActivityFilter,
  type ActivityPlace,
  activityHref,
} from "@/components/activity/activity-address";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";

/** Kinds as links, days as a form: each choice has an address that can be kept. */
export function ActivityFilters({ place }: { place: ActivityPlace }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b border-line px-4 pt-1">
      <nav aria-label="Kinds of activity" className="scroll-thin flex max-w-full gap-1 overflow-x-auto">
        {(Object.keys(ACTIVITY_FILTERS) as ActivityFilter[]).map((show) => (
          <Link
            key={show}
            href={activityHref(place, { show })}
            aria-current={place.show === show ? "page" : undefined}
            className={cx(
              "-mb-px inline-flex min-h-11 shrink-0 items-center border-b-2 px-2.5 text-base whitespace-nowrap md:min-h-9.5 md:text-small",
              place.show === show
                ? "border-accent font-medium text-ink"
                : "border-transparent text-muted hover:border-line-strong hover:text-ink",
            )}
          >
            {ACTIVITY_FILTERS[show].label}
          </Link>
        ))}
      </nav>
      <Days place={place} />
    </div>
  );
}

function Days({ place }: { place: ActivityPlace }) {
  const hasDays = Boolean(place.from || place.to);
  return (
    <form action="/activity" aria-label="Days" className="flex flex-wrap items-center gap-2 pb-2">
      {place.account ? <input type="hidden" name="account" value={place.account} /> : null}
      {place.show === "all" ? null : <input type="hidden" name="show" value={place.show} />}
      <Day label="From" name="from" value={place.from} />
      <Day label="to" name="to" value={place.to} />
      <Button type="submit" size="sm" className="max-md:flex-1">
        Show
      </Button>
      {hasDays ? (
        <Link
          href={activityHref(place, { from: "", to: "" })}
          className="inline-flex min-h-11 items-center px-1 text-small text-muted hover:text-ink md:min-h-7"
        >
          All days
        </Link>
      ) : null}
    </form>
  );
}

function Day({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <label className="inline-flex items-center gap-2 text-small text-muted">
      {label}
      <input
        type="date"
        name={name}
        defaultValue={value}
        min="1990-01-01"
        max="2099-12-31"
        className="tabular min-h-11 rounded-control border border-control bg-surface px-2 text-small text-ink md:min-h-7"
      />
    </label>
  );
}
