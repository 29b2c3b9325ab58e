"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { SymbolAndName } from "@/components/portfolio/symbol-and-name";
import { type Outputs, useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { usePages } from "@/components/shell/use-pages";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { CompactSelect } from "@/components/ui/compact-select";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatMoney, formatPercent, formatQuantity, formatSigned } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Closed = Outputs["portfolio"]["closed"]["positions"][number];

const PERIODS = [
  { value: "YTD", label: "This year" },
  { value: "1M", label: "A month" },
  { value: "1Y", label: "Twelve months" },
  { value: "ALL", label: "Everything" },
] as const;

const COLUMNS: readonly TableColumn<Closed>[] = [
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    cell: (row) => <SymbolAndName {...row} />,
  },
  { id: "sold", header: "Sold", align: "end", cell: ({ quantity }) => formatQuantity(quantity) },
  { id: "proceeds", header: "Proceeds, USD", align: "end", cell: ({ proceeds }) => formatMoney(proceeds) },
  { id: "cost", header: "Cost, USD", align: "end", hideBelow: "lg", cell: ({ cost }) => formatMoney(cost) },
  { id: "realised", header: "Realised, USD", align: "end", cell: (row) => <Realised row={row} /> },
  {
    id: "last",
    header: "Last sold",
    align: "end",
    cell: ({ lastClosedOn }) => formatDate(lastClosedOn),
  },
  {
    id: "held",
    header: "Still held",
    align: "end",
    hideBelow: "xl",
    cell: ({ stillHeld }) => formatQuantity(stillHeld),
  },
];

const Realised = ({ row: { realised, realisedRatio } }: { row: Closed }) => (
  <Change text={formatSigned(realised)} detail={formatPercent(realisedRatio)} />
);

/** What was sold in a period, with what came of it: first in first out, fees included, before wash sales. */
export function ClosedPositions({ accountIds }: { accountIds: string[] }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [kind, setKind] = useState<(typeof PERIODS)[number]["value"]>("YTD");
  const query = usePages({
    queryKey: trpc.portfolio.closed.queryKey({ accountIds, period: { kind } }),
    read: (cursor) => client.portfolio.closed.query({ accountIds, period: { kind }, cursor }),
  });
  const [first] = query.data?.pages ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3">
        <CompactSelect label="Sold in" value={kind} onChange={setKind} options={PERIODS} />
        {first ? (
          <p className="text-small text-muted">
            Realised, {formatDate(first.from)} to {formatDate(first.to)}:{" "}
            <Change text={formatSigned(first.realised)} isStrong />
          </p>
        ) : null}
      </div>
      {query.isError ? (
        <div className="px-4 pb-4">
          <Callout tone="danger" action={<Button onClick={() => void query.refetch()}>Try again</Button>}>
            What was sold could not be read. Nothing has changed in your account.
          </Callout>
        </div>
      ) : query.data ? (
        <DataTable
          caption="Closed positions"
          columns={COLUMNS}
          rows={query.data.pages.flatMap((page) => page.positions)}
          rowKey={({ symbol }) => symbol}
          rowHref={({ symbol }) => `/instruments/${symbol}`}
          phoneRow={(row) => (
            <PhoneRow
              start={row.symbol}
              startSub={`${formatQuantity(row.quantity)} sold, last on ${formatDate(row.lastClosedOn)}`}
              end={formatMoney(row.proceeds)}
              endSub={<Realised row={row} />}
            />
          )}
          empty={
            <EmptyState icon={<History size={20} />} title="Nothing was sold in this time">
              What you sell stands here with what it brought, what it had cost, and the difference.
            </EmptyState>
          }
        />
      ) : (
        <SkeletonRows />
      )}
      {query.hasNextPage ? (
        <div className="p-3 text-center">
          <Button isPending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
