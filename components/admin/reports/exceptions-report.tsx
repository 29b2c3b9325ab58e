import { ShieldCheck } from "lucide-react";
import { TradesByMonth } from "@/components/charts/trades-by-month";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatDateTime } from "@/domain/time/format";

type Report = Outputs["reports"]["exceptions"];
type Row = Report["rows"][number];

const SHORT: Record<Row["kind"], string> = {
  ORDER_DENIED: "Refused",
  ORDER_REJECTED: "Rejected",
  BREAK: "Breaks",
  RETURNED_DEPOSIT: "Returned",
  RESTRICTED_ACCOUNT: "Restricted",
  SCREENING_HIT: "Names",
  OVERDUE_REVIEW: "Overdue",
};
const words = (reason: string): string => reason.replaceAll("_", " ").toLowerCase();

/** What is not as it should be, counted by kind and reason. */
export function ExceptionsReport({ report }: { report: Report }) {
  const kinds = Object.entries(SHORT).map(([kind, label]) => {
    const rows = report.rows.filter((row) => row.kind === kind);
    return {
      month: label,
      current: String(rows.reduce((sum, row) => sum + row.count, 0)),
      previous: String(rows.reduce((sum, row) => sum + (row.open ?? 0), 0)),
    };
  });
  return (
    <div className="mt-4 grid gap-4">
      <Card title="By kind" padding="none">
        <TradesByMonth
          months={kinds}
          currentLabel={`In ${report.year}`}
          previousLabel="Open now"
          unit="exceptions"
          label={`Exceptions by kind, ${report.year}`}
        />
      </Card>
      <Card
        title="By kind and reason"
        padding="none"
        footer={`Orders count on the day on which they were placed, breaks on their business date, deposits on the day on which they were asked for. A review is overdue after ${report.overdueAfterDays} days. What is open now is shown whatever the year.`}
      >
        <DataTable
          caption={`Exceptions, ${report.year}`}
          columns={[
            { id: "kind", header: "What", isRowHeader: true, cell: (row) => row.title },
            { id: "reason", header: "Reason", cell: (row) => words(row.reason) },
            {
              id: "latest",
              header: "Latest",
              cell: (row) => (row.latestAt ? formatDateTime(row.latestAt) : ""),
              hideBelow: "lg",
            },
            { id: "open", header: "Open now", align: "end", cell: (row) => row.open ?? "" },
            { id: "count", header: "Count", align: "end", cell: (row) => row.count },
          ]}
          rows={report.rows}
          rowKey={(row) => `${row.kind} ${row.reason}`}
          phoneRow={(row) => (
            <PhoneRow
              start={row.title}
              startSub={words(row.reason)}
              end={String(row.count)}
              endSub={row.open === null ? "" : `${row.open} open`}
            />
          )}
          empty={
            <EmptyState icon={<ShieldCheck size={20} />} title="Nothing out of the ordinary">
              Refused orders, breaks, returned deposits, restrictions, names of lists and late reviews appear
              here.
            </EmptyState>
          }
        />
      </Card>
    </div>
  );
}
