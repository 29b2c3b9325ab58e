import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { OnlyOn } from "@/components/ui/only-on";

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

/** Rows that belong together, under a row of their own. */
export type TableGroup<Row> = {
  id: string;
  name: ReactNode;
  rows: readonly Row[];
  /** What stands in the group's own row, by the ids of the columns. */
  totals: Readonly<Record<string, ReactNode>>;
  /** The one figure of the group that a phone has room for. */
  phoneTotal?: ReactNode;
};

type DataTableProps<Row> = {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  /** The same rows in groups, each under its own row. */
  groups?: readonly TableGroup<Row>[];
  rowKey: (row: Row) => string;
  /** The same row on a phone, in two lines: see PhoneRow. */
  phoneRow: (row: Row) => ReactNode;
  /** Makes the whole row lead somewhere, through a link in the cell that names it. Nothing is fetched ahead: rows are many. */
  rowHref?: (row: Row) => string;
  /** What a row of the phone's list does when it is pressed; it leads to `rowHref` otherwise. */
  phoneAction?: { label: (row: Row) => string; onPress: (row: Row) => void };
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
  const { caption, rows, groups, empty } = props;
  if (rows.length === 0 && empty) return empty;
  return (
    <>
      <OnlyOn screen="phone">
        {groups ? (
          groups.map((group) => (
            <section key={group.id}>
              <h3 className="flex justify-between gap-4 border-y border-line bg-sunk px-4 py-2 text-small font-semibold">
                {group.name}
                <span className="num">{group.phoneTotal}</span>
              </h3>
              <PhoneList {...props} caption={undefined} rows={group.rows} />
            </section>
          ))
        ) : (
          <PhoneList {...props} caption={caption} />
        )}
      </OnlyOn>
      <OnlyOn screen="desk" className="scroll-thin overflow-x-auto">
        <WideTable {...props} />
      </OnlyOn>
    </>
  );
}

type PhoneListProps<Row> = Pick<
  DataTableProps<Row>,
  "rows" | "rowKey" | "phoneRow" | "rowHref" | "phoneAction" | "isSelected"
> & { caption: string | undefined };

function PhoneList<Row>({
  caption,
  rows,
  rowKey,
  phoneRow,
  rowHref,
  phoneAction,
  isSelected,
}: PhoneListProps<Row>) {
  return (
    <ul aria-label={caption} className="divide-y divide-line">
      {rows.map((row) => (
        <li key={rowKey(row)} className={cx("row-ahead relative", isSelected?.(row) && "bg-accent-soft")}>
          {rowHref && !phoneAction ? (
            <Link href={rowHref(row)} prefetch={false} className="block -outline-offset-2">
              {phoneRow(row)}
            </Link>
          ) : (
            phoneRow(row)
          )}
          {phoneAction ? (
            <button
              type="button"
              aria-label={phoneAction.label(row)}
              onClick={() => phoneAction.onPress(row)}
              className="absolute inset-0 rounded-mark -outline-offset-2"
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function WideTable<Row>({
  caption,
  columns,
  rows,
  groups,
  density = "normal",
  footer,
  ...row
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
      {groups ? (
        groups.map((group) => (
          <tbody key={group.id} className="divide-y divide-line border-b border-line last:border-0">
            <tr className="bg-sunk">
              {columns.map((column) => {
                const Cell = column === naming ? "th" : "td";
                return (
                  <Cell
                    key={column.id}
                    scope={column === naming ? "rowgroup" : undefined}
                    className={cellStyle(column, pad, "font-semibold")}
                  >
                    {column === naming ? group.name : group.totals[column.id]}
                  </Cell>
                );
              })}
            </tr>
            <WideRows {...row} columns={columns} naming={naming} rows={group.rows} pad={pad} />
          </tbody>
        ))
      ) : (
        <tbody className="divide-y divide-line">
          <WideRows {...row} columns={columns} naming={naming} rows={rows} pad={pad} />
        </tbody>
      )}
      {footer ? <tfoot className="border-t border-line font-semibold">{footer}</tfoot> : null}
    </table>
  );
}

const cellStyle = <Row,>(column: TableColumn<Row>, pad: string, weight: string): string =>
  cx(weight, pad, column.align === "end" ? "num" : "text-left", column.hideBelow && HIDE[column.hideBelow]);

type WideRowsProps<Row> = Pick<
  DataTableProps<Row>,
  "columns" | "rows" | "rowKey" | "rowHref" | "isSelected"
> & { naming: TableColumn<Row> | undefined; pad: string };

function WideRows<Row>({ columns, rows, rowKey, rowHref, isSelected, naming, pad }: WideRowsProps<Row>) {
  return rows.map((row) => (
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
            className={cellStyle(column, pad, "font-normal")}
          >
            {column === naming && rowHref ? (
              <Link
                href={rowHref(row)}
                prefetch={false}
                className="rounded-mark after:absolute after:inset-0"
              >
                {column.cell(row)}
              </Link>
            ) : (
              column.cell(row)
            )}
          </Cell>
        );
      })}
    </tr>
  ));
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
