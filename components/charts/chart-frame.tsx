"use client";

import { type ReactNode, useState } from "react";
import { cx } from "@/components/ui/cx";

export type ChartTable = {
  columns: readonly string[];
  /** Each row as text, in the order of the columns; the first cell names it. Asked for when the table is opened. */
  rows: () => readonly (readonly string[])[];
};

type ChartFrameProps = {
  /** What the picture shows, in a sentence that makes sense without it. */
  label: string;
  table: ChartTable;
  /** The picture; screen readers get the table instead. */
  children: ReactNode;
  /** Beside the switch: a legend, a credit. */
  note?: ReactNode;
};

/**
 * A picture with its numbers behind it: every chart of the product stands in one of these. A curve of eight years has
 * two thousand rows, which a page that nobody asked for them must not carry.
 */
export function ChartFrame({ label, table, children, note }: ChartFrameProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <figure aria-label={label} className="min-w-0">
      <div aria-hidden>{children}</div>
      <details className="group px-4 pb-2" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 rounded-mark text-label text-muted md:min-h-8">
          <span className="underline decoration-line-strong underline-offset-2 hover:text-ink">
            <span className="group-open:hidden">Show as table</span>
            <span className="hidden group-open:inline">Hide the table</span>
          </span>
          {note}
        </summary>
        <section
          aria-label={`${label}, as a table`}
          // The table scrolls, so a keyboard must be able to reach it.
          tabIndex={0}
          className="scroll-thin relative mt-1 max-h-72 overflow-auto rounded-control border border-line"
        >
          {isOpen ? <PlainTable columns={table.columns} rows={table.rows()} label={label} /> : null}
        </section>
      </details>
    </figure>
  );
}

type PlainTableProps = {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  label: string;
};

function PlainTable({ columns, rows, label }: PlainTableProps) {
  return (
    <table className="w-full text-small">
      <caption className="sr-only">{label}</caption>
      <thead className="sticky top-0 bg-raised text-label text-muted">
        <tr>
          {columns.map((column, index) => (
            <th
              key={column}
              scope="col"
              className={cx("px-3 py-1.5 font-medium", index === 0 ? "text-left" : "text-right")}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, index) =>
              index === 0 ? (
                <th key={columns[index]} scope="row" className="tabular px-3 py-1.5 text-left font-normal">
                  {cell}
                </th>
              ) : (
                <td key={columns[index]} className="num px-3 py-1.5">
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
