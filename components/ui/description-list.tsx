import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" };

type DescriptionListProps = {
  items: readonly { term: string; detail: ReactNode; note?: ReactNode }[];
  columns?: keyof typeof COLUMNS;
};

/** Facts about one thing: a small name above each. An empty detail shows a dash. */
export function DescriptionList({ items, columns = 2 }: DescriptionListProps) {
  return (
    <dl className={cx("grid gap-x-6 gap-y-3.5", COLUMNS[columns])}>
      {items.map((item) => (
        <div key={item.term} className="min-w-0">
          <dt className="text-label text-muted">{item.term}</dt>
          <dd className="tabular text-base wrap-anywhere">
            {item.detail === null || item.detail === undefined || item.detail === "" ? "\u2014" : item.detail}
          </dd>
          {item.note ? <dd className="text-label text-muted">{item.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
