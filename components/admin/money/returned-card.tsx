"use client";

import { formatUsd } from "@/domain/money/format";
import { formatDateTime } from "@/domain/time/format";
import type { ReturnedTransfer } from "@/components/admin/money/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";

type ReturnedCardProps = { returned: readonly ReturnedTransfer[]; onOpen: (id: string) => void };

const kindOf = ({ direction }: ReturnedTransfer): string =>
  direction === "DEPOSIT" ? "Deposit" : "Withdrawal";

/** What banks sent back, the newest first. */
export function ReturnedCard({ returned, onOpen }: ReturnedCardProps) {
  return (
    <Card title="Returned by banks" padding="none">
      <DataTable
        caption="Returned by banks"
        rows={returned}
        rowKey={(row) => row.id}
        columns={[
          { id: "asked", header: "Asked for", cell: (row) => formatDateTime(row.requestedAt) },
          {
            id: "account",
            header: "Account",
            isRowHeader: true,
            cell: (row) => `${row.account.number ?? ""} ${row.account.title}`,
          },
          { id: "kind", header: "Kind", cell: kindOf },
          { id: "amount", header: "Amount", align: "end", cell: (row) => formatUsd(row.amount) },
          { id: "code", header: "Code", cell: (row) => row.returnCode ?? "" },
          { id: "why", header: "Why", cell: (row) => row.returnMeaning ?? "", hideBelow: "lg" },
          {
            id: "open",
            header: <span className="sr-only">Open</span>,
            align: "end",
            cell: (row) => <OpenButton row={row} onOpen={onOpen} />,
          },
        ]}
        phoneRow={(row) => (
          <div className="grid gap-1.5 px-4 py-3">
            <p className="flex items-baseline justify-between gap-3">
              <span className="text-base font-medium">{row.account.title}</span>
              <span className="num text-base font-medium">{formatUsd(row.amount)}</span>
            </p>
            <p className="text-small text-muted">
              {kindOf(row)} · {row.returnCode}: {row.returnMeaning}
            </p>
            <p className="flex justify-end">
              <OpenButton row={row} onOpen={onOpen} />
            </p>
          </div>
        )}
        empty={
          <EmptyState title="Nothing came back">
            A deposit that a bank sends back stands here; its account cannot withdraw until you have looked.
          </EmptyState>
        }
      />
    </Card>
  );
}

function OpenButton({ row, onOpen }: { row: ReturnedTransfer; onOpen: (id: string) => void }) {
  return (
    <Button
      size="sm"
      aria-label={`Open the returned ${kindOf(row).toLowerCase()} of ${formatUsd(row.amount)}, ${row.account.title}`}
      onClick={() => onOpen(row.id)}
    >
      Open
    </Button>
  );
}
