import type { ReactNode } from "react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";
import { formatDate, formatTimestamp } from "@/domain/time/format";
import type { Outputs } from "@/components/shell/trpc-client";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill, type Tone } from "@/components/ui/status-pill";

export type ActivityItem = Outputs["activity"]["list"]["items"][number];

const KINDS: Record<ActivityItem["kind"], { text: string; tone: Tone }> = {
  TRADE: { text: "Trade", tone: "accent" },
  CASH: { text: "Cash", tone: "gain" },
  ORDER: { text: "Order", tone: "neutral" },
  ACTION: { text: "Corporate action", tone: "neutral" },
  SETTLEMENT: { text: "Settled", tone: "neutral" },
};

const shortDay = (day: string | null): string => (day ? formatDate(day) : "");
const signedShares = (quantity: string): string =>
  quantity.startsWith("-") ? formatQuantity(quantity) : `+${formatQuantity(quantity)}`;

const COLUMNS: readonly TableColumn<ActivityItem>[] = [
  {
    id: "at",
    header: "Time, ET",
    cell: (item) => (
      <time dateTime={item.at} className="tabular whitespace-nowrap text-muted">
        {formatTimestamp(item.at).replace(/ ET$/, "")}
      </time>
    ),
  },
  {
    id: "kind",
    header: "Kind",
    cell: (item) => (
      <span className="whitespace-nowrap">
        <StatusPill tone={KINDS[item.kind].tone}>{KINDS[item.kind].text}</StatusPill>
      </span>
    ),
  },
  {
    id: "what",
    header: "What happened",
    isRowHeader: true,
    cell: (item) => (
      <>
        <span className="font-medium">{item.title}</span>
        {item.detail ? <span className="block text-label text-muted">{item.detail}</span> : null}
      </>
    ),
  },
  {
    id: "quantity",
    header: "Shares",
    align: "end",
    cell: (item) => (item.quantity ? signedShares(item.quantity) : ""),
  },
  {
    id: "price",
    header: "Price, USD",
    align: "end",
    hideBelow: "lg",
    cell: (item) => (item.price ? formatPrice(item.price) : ""),
  },
  {
    id: "amount",
    header: "Cash, USD",
    align: "end",
    cell: (item) => (item.amount ? formatSigned(item.amount) : ""),
  },
  {
    id: "trade-date",
    header: "Trade date",
    align: "end",
    hideBelow: "xl",
    cell: (item) => shortDay(item.tradeDate),
  },
  {
    id: "settlement-date",
    header: "Settles",
    align: "end",
    hideBelow: "lg",
    cell: (item) => shortDay(item.settlementDate),
  },
];

/** What happened in an account, newest first. */
export function ActivityTable({ items, empty }: { items: readonly ActivityItem[]; empty: ReactNode }) {
  return (
    <DataTable
      caption="Activity"
      density="dense"
      columns={COLUMNS}
      rows={items}
      rowKey={(item) => `${item.kind} ${item.id}`}
      phoneRow={phoneRow}
      empty={empty}
    />
  );
}

/** "14 Dec 2026 10:28" */
const shortTime = (at: string): string => formatTimestamp(at).replace(/:\d\d ET$/, "");

/** Two lines: an order's second line is its terms, anything else's is when it happened. */
const phoneRow = (item: ActivityItem) =>
  item.kind === "ORDER" ? (
    <PhoneRow start={item.title} startSub={item.detail} endSub={shortTime(item.at)} />
  ) : (
    <PhoneRow
      start={item.title}
      startSub={
        // What has no figure at its end says it here.
        item.kind === "CASH" && !item.amount && item.detail
          ? `${shortTime(item.at)} · ${item.detail}`
          : formatTimestamp(item.at)
      }
      end={item.amount ? formatSigned(item.amount) : undefined}
      endSub={
        item.kind === "TRADE" && item.settlementDate
          ? `settles ${formatBankDay(item.settlementDate).replace(/^\w+ /, "")}`
          : undefined
      }
    />
  );
