import { UserPlus } from "lucide-react";
import { TradesByMonth } from "@/components/charts/trades-by-month";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";

type Report = Outputs["reports"]["newAccounts"];
type Row = Report["rows"][number];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const KINDS = { STATE: "State", COUNTRY: "Country" } as const;

const sums = (rows: readonly Row[], kind: Row["kind"]) =>
  MONTHS.map((_, at) =>
    String(rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + (row.months[at] ?? 0), 0)),
  );

/** Accounts opened in a year, by where their owners live. */
export function NewAccountsReport({ report }: { report: Report }) {
  const [states, countries] = [sums(report.rows, "STATE"), sums(report.rows, "COUNTRY")];
  return (
    <div className="mt-4 grid gap-4">
      <Card title="By month" padding="none">
        <TradesByMonth
          months={MONTHS.map((month, at) => ({
            month,
            current: states[at] ?? null,
            previous: countries[at] ?? null,
          }))}
          currentLabel="United States"
          previousLabel="Abroad"
          unit="accounts"
          label={`Accounts opened by month, ${report.year}`}
        />
      </Card>
      <Card title="By place" aside={`${report.total} in ${report.year}`} padding="none">
        <DataTable
          caption={`Accounts opened by place, ${report.year}`}
          density="dense"
          columns={[
            { id: "name", header: "Place", isRowHeader: true, cell: (row) => row.name },
            { id: "kind", header: "Kind", cell: (row) => KINDS[row.kind] },
            ...MONTHS.map((month, at) => ({
              id: month,
              header: month,
              align: "end" as const,
              hideBelow: "lg" as const,
              cell: (row: Row) => row.months[at] || "",
            })),
            { id: "total", header: "Year", align: "end", cell: (row) => row.total },
          ]}
          rows={report.rows}
          rowKey={(row) => `${row.kind} ${row.code}`}
          phoneRow={(row) => (
            <PhoneRow start={row.name} startSub={KINDS[row.kind]} end={String(row.total)} endSub="" />
          )}
          empty={
            <EmptyState icon={<UserPlus size={20} />} title={`No account was opened in ${report.year}`}>
              The report fills as the clearing firm opens accounts.
            </EmptyState>
          }
        />
      </Card>
    </div>
  );
}
