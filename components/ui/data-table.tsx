import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export type TableSort = {
  /** How the table is sorted by this column now; null for not at all. */
  direction: "ascending" | "descending" | null;
  /** Pages that sort on the server link; leaves that sort themselves act. */
  href?: string;
  onClick?: () => void;
};

export type TableColumn<Row> = {
  id: string;
  /** Carries the unit: "Value, USD". */
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Left out on screens narrower than this. */
  hideBelow?: "lg" | "xl";
  /** The cell that names its row; the first column, if none says so. */
  isRowHeader?: boolean;
  sort?: TableSort;
};

type DataTableProps<Row> = {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The same row on a phone, in two lines: see PhoneRow. */
  phoneRow: (row: Row) => ReactNode;
  /** Makes the whole row lead somewhere, through a link in the cell that names it. */
  rowHref?: (row: Row) => string;
  isSelected?: (row: Row) => boolean;
  /** What stands there when there are no rows: an EmptyState that says what to do next. */
  empty?: ReactNode;
  density?: "normal" | "dense";
  /** Rows of totals: `<tr>` elements. */
  footer?: ReactNode;
};

const HIDE = { lg: "max-lg:hidden", xl: "max-xl:hidden" };

/**
 * A table on a desk, a list of two-line rows on a phone. Numbers go in columns with `align: "end"`. Controls
 * inside a row that has a `rowHref` need the class `relative z-1` to stay reachable.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, rows, rowKey, phoneRow, rowHref, isSelected, empty } = props;
  if (rows.length === 0 && empty) return empty;
  return (
    <>
      <ul aria-label={caption} className="divide-y divide-line md:hidden">
        {rows.map((row) => (
          <li key={rowKey(row)} className={cx(isSelected?.(row) && "bg-accent-soft")}>
            {rowHref ? (
              <Link href={rowHref(row)} className="block">
                {phoneRow(row)}
              </Link>
            ) : (
              phoneRow(row)
            )}
          </li>
        ))}
      </ul>
      <div className="scroll-thin overflow-x-auto max-md:hidden">
        <WideTable {...props} />
      </div>
    </>
  );
}

function WideTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  isSelected,
  density = "normal",
  footer,
}: DataTableProps<Row>) {
  const pad = density === "dense" ? "px-2 py-1.25 first:pl-4 last:pr-4" : "px-3 py-2.25 first:pl-4 last:pr-4";
  const naming = columns.find((column) => column.isRowHeader) ?? columns[0];
  return (
    <table className={cx("w-full border-collapse", density === "dense" ? "text-small" : "text-base")}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              aria-sort={column.sort?.direction ?? undefined}
              className={cx(
                "text-label font-medium whitespace-nowrap text-muted",
                pad,
                column.align === "end" ? "text-right" : "text-left",
                column.hideBelow && HIDE[column.hideBelow],
              )}
            >
              {column.sort ? (
                <SortControl sort={column.sort} align={column.align}>
                  {column.header}
                </SortControl>
              ) : (
                column.header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={cx(
              rowHref && "relative hover:bg-tint",
              isSelected?.(row) && "bg-accent-soft hover:bg-accent-soft",
            )}
          >
            {columns.map((column) => {
              const Cell = column === naming ? "th" : "td";
              return (
                <Cell
                  key={column.id}
                  scope={column === naming ? "row" : undefined}
                  className={cx(
                    "font-normal",
                    pad,
                    column.align === "end" ? "num" : "text-left",
                    column.hideBelow && HIDE[column.hideBelow],
                  )}
                >
                  {column === naming && rowHref ? (
                    <Link href={rowHref(row)} className="rounded-mark after:absolute after:inset-0">
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
      {footer ? <tfoot className="border-t border-line font-semibold">{footer}</tfoot> : null}
    </table>
  );
}

type SortControlProps = { sort: TableSort; align?: "start" | "end"; children: ReactNode };

/** The arrow stands on the inner side, so that a heading and its numbers keep one edge. */
function SortControl({ sort, align, children }: SortControlProps) {
  const Arrow = sort.direction === "ascending" ? ArrowUp : ArrowDown;
  const content = (
    <>
      {children}
      <Arrow
        aria-hidden
        size={12}
        className={sort.direction ? "text-ink" : "opacity-0 group-hover:opacity-100"}
      />
    </>
  );
  const className = cx(
    "group inline-flex items-center gap-1 rounded-mark hover:text-ink",
    align === "end" && "flex-row-reverse",
  );
  return sort.href ? (
    <Link href={sort.href} scroll={false} className={className}>
      {content}
    </Link>
  ) : (
    <button type="button" onClick={sort.onClick} className={cx(className, "font-medium")}>
      {content}
    </button>
  );
}
