import type { ReactNode } from "react";
import type { Outputs } from "@/components/shell/trpc-client";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { formatPercent, formatQuantity } from "@/domain/money/format";
import { formatMonth } from "@/domain/time/format";

type Report = Outputs["reports"]["tradeVolume"];
type Row = Report["months"][number];

const growthText = (growth: string | null): string => (growth === null ? "" : formatPercent(growth, 0));

/** A figure with its growth under it; nothing where nothing is known. */
function figure(value: string | null, growth: string | null): ReactNode {
  if (value === null) return <span className="text-faint">n/a</span>;
  return (
    <>
      {value}
      {growth === null ? null : <span className="block text-label text-muted">{growthText(growth)}</span>}
    </>
  );
}

const accounts = (row: Row) => (row.current?.asOf ? formatQuantity(String(row.current.accounts)) : null);
const wholeDollars = (amount: string | null | undefined) =>
  amount === null || amount === undefined ? null : formatQuantity(amount.split(".")[0] ?? amount);
const trades = (row: Row) => (row.current ? formatQuantity(String(row.current.trades)) : null);
const shares = (row: Row) => (row.current ? formatQuantity(row.current.shares) : null);

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: "month",
    header: "Month",
    isRowHeader: true,
    cell: (row) => (
      <span className="flex items-center gap-2 whitespace-nowrap">
        {formatMonth(row.month)}
        {row.isRunning ? <StatusPill tone="accent">so far</StatusPill> : null}
      </span>
    ),
  },
  {
    id: "accounts",
    header: "Customer accounts",
    align: "end",
    cell: (row) => figure(accounts(row), row.growth.accounts),
  },
  {
    id: "assets",
    header: "Customer assets, USD",
    align: "end",
    cell: (row) => figure(wholeDollars(row.current?.assets), row.growth.assets),
  },
  { id: "trades", header: "Trades", align: "end", cell: (row) => figure(trades(row), row.growth.trades) },
  {
    id: "shares",
    header: "Shares traded",
    align: "end",
    cell: (row) => figure(shares(row), row.growth.shares),
  },
];

/** Accounts, assets, trades and shares by month; growth against the same month a year before under each. */
export function VolumeTable({ report }: { report: Report }) {
  const rows = report.months.filter((row) => row.current !== null);
  return (
    <DataTable
      caption={`Trade volume by month, ${report.year}, with growth against ${report.year - 1}`}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.month}
      phoneRow={(row) => (
        <PhoneRow
          start={formatMonth(row.month)}
          startSub={`${accounts(row) ?? "n/a"} accounts, $${wholeDollars(row.current?.assets) ?? "n/a"}`}
          end={`${trades(row) ?? "n/a"} trades`}
          endSub={`${shares(row) ?? "n/a"} shares`}
        />
      )}
      empty={
        <EmptyState title={`Nothing was traded in ${report.year}`}>
          The report fills from the carrying firm&rsquo;s books and the venues&rsquo; executions, month by
          month.
        </EmptyState>
      }
    />
  );
}
