"use client";

import { ArrowDownToLine, ArrowLeftRight, ArrowUpFromLine, Landmark } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatSigned, formatUsd } from "@/domain/money/format";
import { moneyTrack, transferName, transferStatusWords } from "@/components/transfers/money-track";
import { MoneyTrackView } from "@/components/transfers/money-track-view";
import type { Transfer } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";

type TransferListProps = {
  transfers: readonly Transfer[];
  /** The exchange's day. */
  today: string;
  filters: ReactNode;
  empty: { title: string; text: string };
  older?: { isLoading: boolean; onLoad: () => void };
};

/** Every movement with the way its money goes; each leads to a page of its own. */
export function TransferList({ transfers, today, filters, empty, older }: TransferListProps) {
  return (
    <Card
      title="Transfers"
      aside="Dates by the exchange clock"
      padding="none"
      footer={
        older ? (
          <Button size="sm" isPending={older.isLoading} onClick={older.onLoad}>
            Show older transfers
          </Button>
        ) : undefined
      }
    >
      {filters}
      {transfers.length === 0 ? (
        <EmptyState icon={<Landmark size={20} />} title={empty.title}>
          {empty.text}
        </EmptyState>
      ) : (
        <ul aria-label="Transfers" className="divide-y divide-line border-t border-line">
          {transfers.map((transfer) => (
            <li key={transfer.id}>
              <TransferRow transfer={transfer} today={today} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const ICONS = { DEPOSIT: ArrowDownToLine, WITHDRAWAL: ArrowUpFromLine } as const;

/** Who is at the other end, in a word or two. */
export function endOf({ otherEnd, direction }: Pick<Transfer, "otherEnd" | "direction">): string {
  const name = otherEnd.last4 ? `${otherEnd.name} ••${otherEnd.last4}` : otherEnd.name;
  return `${direction === "DEPOSIT" ? "From" : "To"} ${name}`;
}

function TransferRow({ transfer, today }: { transfer: Transfer; today: string }) {
  const isComing = transfer.direction === "DEPOSIT";
  const Icon = transfer.method === "JOURNAL" ? ArrowLeftRight : ICONS[transfer.direction];
  const name = transferName(transfer);
  const { text, tone } = transferStatusWords(transfer.status);
  const reason =
    transfer.returnMeaning ??
    (transfer.status === "REFUSED" || transfer.status === "DECLINED" ? transfer.timeline.at(-1)?.note : null);
  return (
    <article
      aria-label={`${name} of ${formatUsd(transfer.amount)}, ${text}`}
      className="grid gap-3 px-4 py-3.5"
    >
      <div className="flex items-start justify-between gap-4">
        <div className="flex min-w-0 items-start gap-3">
          <Icon aria-hidden size={16} className="mt-1 shrink-0 text-muted" />
          <div className="min-w-0">
            <h3 className="text-base font-semibold">
              <Link href={`/transfers/${transfer.id}`} className="hover:underline">
                {name}
              </Link>
            </h3>
            <p className="text-small break-words text-muted">{endOf(transfer)}</p>
          </div>
        </div>
        <div className="grid shrink-0 justify-items-end gap-1">
          <span className="num text-base font-medium">
            {formatSigned(isComing ? transfer.amount : `-${transfer.amount}`)}
          </span>
          <StatusPill tone={tone}>{text}</StatusPill>
        </div>
      </div>
      {OUTLOOK.has(transfer.status) ? <p className="text-base">{outlook(transfer)}</p> : null}
      {reason ? <p className="text-base text-danger">{reason}</p> : null}
      <MoneyTrackView label={`Way of this ${name.toLowerCase()}`} stops={moneyTrack(transfer, today)} />
    </article>
  );
}

const OUTLOOK: ReadonlySet<Transfer["status"]> = new Set(["INSTRUCTED", "POSTED", "CALLBACK", "APPROVAL"]);

/** The one thing that a customer asks of money that is on its way. */
function outlook(transfer: Transfer): string {
  const { status, direction, method, settlesOn, tradableOn, next } = transfer;
  if (status === "CALLBACK" || status === "APPROVAL") return next ?? "";
  if (direction === "WITHDRAWAL")
    return settlesOn
      ? `${method === "WIRE" ? "Leaves" : "At your bank"} on ${formatBankDay(settlesOn)}.`
      : "";
  return tradableOn ? `Usable for trading on ${formatBankDay(tradableOn)}.` : "";
}
