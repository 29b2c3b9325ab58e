"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { AnnounceActionForm } from "@/components/admin/clearing/announce-action-form";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { formatMoney } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Action = Outputs["corporateActions"]["list"]["coming"][number];

const LOOK_AGAIN_MS = 10_000;

const STATUS: Record<Action["status"], { text: string; tone: Tone }> = {
  ANNOUNCED: { text: "Announced", tone: "neutral" },
  APPLIED: { text: "To be paid", tone: "caution" },
  PAID: { text: "Done", tone: "gain" },
};

const status = (action: Action) => (
  <StatusPill tone={STATUS[action.status].tone}>{STATUS[action.status].text}</StatusPill>
);
const dollars = (amount: string | null) => (amount === null || amount === "0.00" ? "" : formatMoney(amount));

const COLUMNS: readonly TableColumn<Action>[] = [
  { id: "status", header: "State", cell: status },
  { id: "symbol", header: "Symbol", isRowHeader: true, cell: (action) => action.symbol },
  { id: "words", header: "What", cell: (action) => action.words },
  { id: "ex", header: "Ex-date", align: "end", cell: (action) => formatDate(action.exDate) },
  {
    id: "pay",
    header: "Pay date",
    align: "end",
    hideBelow: "lg",
    cell: ({ payDate }) => (payDate ? formatDate(payDate) : ""),
  },
  { id: "accounts", header: "Accounts", align: "end", hideBelow: "lg", cell: (action) => action.accounts },
  { id: "gross", header: "Cash, USD", align: "end", cell: (action) => dollars(action.gross) },
  {
    id: "withheld",
    header: "Withheld, USD",
    align: "end",
    hideBelow: "lg",
    cell: (action) => dollars(action.withheld),
  },
];

type CorporateActionsCardProps = {
  /** Whether the carrying firm can be told to announce one: administrators, and not in production. */
  canAnnounce: boolean;
};

/** Corporate actions that are coming and those that were applied last, and a form to announce one. */
export function CorporateActionsCard({ canAnnounce }: CorporateActionsCardProps) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.corporateActions.list.queryOptions(undefined, { refetchInterval: LOOK_AGAIN_MS }),
  );
  return (
    <Card title="Corporate actions" padding="none">
      {data ? (
        <DataTable
          caption="Corporate actions that are coming, and those that were applied last"
          density="dense"
          columns={COLUMNS}
          rows={[...data.coming, ...data.applied]}
          rowKey={(action) => action.id}
          phoneRow={(action) => (
            <PhoneRow
              start={`${action.symbol}: ${action.words}`}
              startSub={`Ex ${formatDate(action.exDate)}, ${action.accounts} ${action.accounts === 1 ? "account" : "accounts"}`}
              end={dollars(action.gross)}
              endSub={status(action)}
            />
          )}
          empty={
            <EmptyState icon={<CalendarClock size={20} />} title="Nothing is announced">
              Dividends and splits of what customers hold stand here from their announcement on.
            </EmptyState>
          }
        />
      ) : (
        <div className="p-4">
          <Skeleton className="h-16" />
        </div>
      )}
      {canAnnounce ? (
        <div className="border-t border-line p-4">
          <AnnounceActionForm />
        </div>
      ) : null}
    </Card>
  );
}
