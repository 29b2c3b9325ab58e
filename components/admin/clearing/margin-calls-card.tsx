"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney } from "@/domain/money/format";
import { CALL_TITLES } from "@/domain/risk/margin-calls";
import { formatDate } from "@/domain/time/format";

type Call = Outputs["margin"]["calls"]["calls"][number];

const LOOK_AGAIN_MS = 10_000;

const state = (call: Call) => (
  <StatusPill tone={call.status === "EXPIRED" ? "danger" : "caution"}>
    {call.status === "EXPIRED" ? "Overdue" : "Open"}
  </StatusPill>
);
const account = (call: Call) => (
  <TextLink href={`/admin/accounts/${call.accountId}`}>{call.accountNumber ?? call.title}</TextLink>
);

const COLUMNS: readonly TableColumn<Call>[] = [
  { id: "state", header: "State", cell: state },
  { id: "account", header: "Account", isRowHeader: true, cell: account },
  { id: "kind", header: "Call", cell: (call) => CALL_TITLES[call.kind] },
  { id: "issued", header: "Made", align: "end", hideBelow: "lg", cell: (call) => formatDate(call.issuedOn) },
  { id: "due", header: "Due", align: "end", cell: (call) => formatDate(call.dueOn) },
  { id: "amount", header: "Amount, USD", align: "end", cell: (call) => formatMoney(call.amount) },
];

/** Margin calls of the clearing firm that are not met, the one due first at the top. */
export function MarginCallsCard() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.margin.calls.queryOptions(undefined, { refetchInterval: LOOK_AGAIN_MS }));
  const total = data ? data.open + data.expired : 0;
  return (
    <Card
      title="Margin calls"
      padding="none"
      footer={data && total > data.calls.length ? `The first ${data.calls.length} of ${total}.` : undefined}
    >
      {data ? (
        <DataTable
          caption="Margin calls that are not met"
          density="dense"
          columns={COLUMNS}
          rows={data.calls}
          rowKey={(call) => call.id}
          phoneRow={(call) => (
            <PhoneRow
              start={account(call)}
              startSub={`${CALL_TITLES[call.kind]}, due ${formatDate(call.dueOn)}`}
              end={formatMoney(call.amount)}
              endSub={state(call)}
            />
          )}
          empty={
            <EmptyState icon={<BadgeCheck size={20} />} title="No call is open">
              The carrying firm looks at every margin account at each close.
            </EmptyState>
          }
        />
      ) : (
        <div className="p-4">
          <Skeleton className="h-16" />
        </div>
      )}
    </Card>
  );
}
