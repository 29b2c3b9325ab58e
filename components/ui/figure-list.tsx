import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export type FigureRow = { label: ReactNode; value: ReactNode; note?: ReactNode; isStrong?: boolean };

type FigureListProps = {
  items: readonly FigureRow[];
  /** `plain` has no lines between, for small sums inside a form. */
  look?: "ruled" | "plain";
};

/** Names on the left, figures on the right, the sum in bold: cash, cost of an order. */
export function FigureList({ items, look = "ruled" }: FigureListProps) {
  return (
    <dl className={cx("text-base", look === "ruled" ? "divide-y divide-line" : "grid gap-1 text-small")}>
      {items.map((item, index) => (
        <div
          // By place: two rows may carry the same label.
          key={index}
          className={cx(
            "flex items-baseline justify-between gap-4",
            look === "ruled" && "py-2 first:pt-0 last:pb-0",
          )}
        >
          <dt className={item.isStrong ? "font-semibold" : "text-muted"}>
            {item.label}
            {item.note ? <span className="block text-label text-muted">{item.note}</span> : null}
          </dt>
          <dd className={cx("num", item.isStrong && "font-semibold")}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
