"use client";

import { CircleCheck } from "lucide-react";
import { formatUsd } from "@/domain/money/format";
import { formatDateTime } from "@/domain/time/format";
import { accountText, MoneyPhoneRow, OpenButton } from "@/components/admin/money/desk-row";
import type { WaitingTransfer } from "@/components/admin/money/types";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill, type Tone } from "@/components/ui/status-pill";

type WaitingCardProps = { waiting: readonly WaitingTransfer[]; onOpen: (id: string) => void };

/** What is to be done about a movement that waits. */
export function todo({ status, approval }: WaitingTransfer): { text: string; tone: Tone } {
  if (status === "CALLBACK") return { text: "Call the customer", tone: "caution" };
  const [have, need] = [approval?.approvedBy.length ?? 0, approval?.approvalsNeeded ?? 1];
  return { text: need > 1 ? `Approve (${have} of ${need})` : "Approve", tone: "accent" };
}

export const kindOf = ({ method }: { method: string }): string => (method === "WIRE" ? "Wire" : "Withdrawal");

const whither = ({ otherEnd }: WaitingTransfer): string =>
  otherEnd.last4 ? `${otherEnd.name} ••${otherEnd.last4}` : otherEnd.name;

/** The queue: wires that wait for a call, and money that waits for approvals; the oldest first. */
export function WaitingCard({ waiting, onOpen }: WaitingCardProps) {
  const open = (row: WaitingTransfer) => (
    <OpenButton row={row} what={kindOf(row).toLowerCase()} onOpen={onOpen} />
  );
  return (
    <Card
      title="Waits for us"
      aside={waiting.length > 0 ? `${waiting.length} waiting` : undefined}
      padding="none"
    >
      <DataTable
        caption="Money that waits"
        rows={waiting}
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
          { id: "to", header: "To", cell: whither, hideBelow: "lg" },
          { id: "amount", header: "Amount", align: "end", cell: (row) => formatUsd(row.amount) },
          {
            id: "todo",
            header: "To do",
            cell: (row) => <StatusPill tone={todo(row).tone}>{todo(row).text}</StatusPill>,
          },
          {
            id: "open",
            header: <span className="sr-only">Open</span>,
            align: "end",
            cell: open,
          },
        ]}
        phoneRow={(row) => (
          <MoneyPhoneRow
            row={row}
            about={`${kindOf(row)} to ${whither(row)}, ${formatDateTime(row.requestedAt)}`}
          >
            <p className="flex items-center justify-between gap-3">
              <StatusPill tone={todo(row).tone}>{todo(row).text}</StatusPill>
              {open(row)}
            </p>
          </MoneyPhoneRow>
        )}
        empty={
          <EmptyState icon={<CircleCheck size={20} />} title="Nothing waits">
            Withdrawals over the limit and wires stand here until they are released.
          </EmptyState>
        }
      />
    </Card>
  );
}
