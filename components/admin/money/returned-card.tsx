"use client";

import { formatUsd } from "@/domain/money/format";
import { formatDateTime } from "@/domain/time/format";
import { accountText, MoneyPhoneRow, OpenButton } from "@/components/admin/money/desk-row";
import type { ReturnedTransfer } from "@/components/admin/money/types";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";

type ReturnedCardProps = { returned: readonly ReturnedTransfer[]; onOpen: (id: string) => void };

const kindOf = ({ direction }: ReturnedTransfer): string =>
  direction === "DEPOSIT" ? "Deposit" : "Withdrawal";

/** What banks sent back, the newest first. */
export function ReturnedCard({ returned, onOpen }: ReturnedCardProps) {
  const open = (row: ReturnedTransfer) => (
    <OpenButton row={row} what={`returned ${kindOf(row).toLowerCase()}`} onOpen={onOpen} />
  );
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
            cell: accountText,
          },
          { id: "kind", header: "Kind", cell: kindOf },
          { id: "amount", header: "Amount", align: "end", cell: (row) => formatUsd(row.amount) },
          { id: "code", header: "Code", cell: (row) => row.returnCode ?? "" },
          { id: "why", header: "Why", cell: (row) => row.returnMeaning ?? "", hideBelow: "lg" },
          {
            id: "open",
            header: <span className="sr-only">Open</span>,
            align: "end",
            cell: open,
          },
        ]}
        phoneRow={(row) => (
          <MoneyPhoneRow row={row} about={`${kindOf(row)} · ${row.returnCode}: ${row.returnMeaning}`}>
            <p className="flex justify-end">{open(row)}</p>
          </MoneyPhoneRow>
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
