import { cx } from "@/components/ui/cx";

/** A grey stand-in of the real thing's size, while that is on its way: give it a width and a height. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      data-skeleton
      className={cx("block animate-pulse-soft rounded-inner bg-line", className)}
    />
  );
}

/** Some lines of text to come. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <span className="grid gap-2.5" aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={cx("h-3.5", line === lines - 1 ? "w-2/3" : "w-full")} />
      ))}
    </span>
  );
}

/** The rows of a table to come. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center justify-between gap-6 px-4 py-3">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 w-24 max-md:hidden" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
