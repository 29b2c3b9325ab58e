"use client";

import { ArrowDownToLine, ArrowUpFromLine, ChevronDown, Landmark } from "lucide-react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatSigned, formatUsd } from "@/domain/money/format";
import { formatDateTime } from "@/domain/time/format";
import { moneyTrack, transferStatusWords } from "@/components/transfers/money-track";
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
  hasLinkedBank: boolean;
  older?: { isLoading: boolean; onLoad: () => void };
};

/** Every movement with the way its money goes. */
export function TransferList({ transfers, today, hasLinkedBank, older }: TransferListProps) {
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
      {transfers.length === 0 ? (
        <EmptyState icon={<Landmark size={20} />} title="No transfers yet">
          {hasLinkedBank
            ? "Enter an amount and press Deposit. You will see here where the money is and on which day you can trade with it."
            : "Link a bank account first. Then a deposit takes a moment to ask for, and you will see here where the money is and on which day you can trade with it."}
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

function TransferRow({ transfer, today }: { transfer: Transfer; today: string }) {
  const isDeposit = transfer.direction === "DEPOSIT";
  const Icon = isDeposit ? ArrowDownToLine : ArrowUpFromLine;
  const name = isDeposit ? "Deposit" : "Withdrawal";
  const { text, tone } = transferStatusWords(transfer.status);
  const reason =
    transfer.returnMeaning ?? (transfer.status === "REFUSED" ? transfer.timeline.at(-1)?.note : null);
  return (
    <article
      aria-label={`${name} of ${formatUsd(transfer.amount)}, ${text}`}
      className="grid gap-3 px-4 py-3.5"
    >
      <div className="flex items-start justify-between gap-4">
        <div className="flex min-w-0 items-start gap-3">
          <Icon aria-hidden size={16} className="mt-1 shrink-0 text-muted" />
          <div className="min-w-0">
            <h3 className="text-base font-semibold">{name}</h3>
            <p className="text-small text-muted">
              {isDeposit ? "From" : "To"} {transfer.bank.name} ••{transfer.bank.last4}
            </p>
          </div>
        </div>
        <div className="grid shrink-0 justify-items-end gap-1">
          <span className="num text-base font-medium">
            {formatSigned(isDeposit ? transfer.amount : `-${transfer.amount}`)}
          </span>
          <StatusPill tone={tone}>{text}</StatusPill>
        </div>
      </div>
      {transfer.status === "INSTRUCTED" || transfer.status === "POSTED" ? (
        <p className="text-base">{outlook(transfer)}</p>
      ) : null}
      {reason ? <p className="text-base text-danger">{reason}</p> : null}
      <MoneyTrackView label={`Way of this ${name.toLowerCase()}`} stops={moneyTrack(transfer, today)} />
      <History transfer={transfer} />
    </article>
  );
}

/** The one thing that a customer asks of money that is on its way. */
function outlook(transfer: Transfer): string {
  if (transfer.direction === "WITHDRAWAL")
    return transfer.settlesOn ? `At your bank on ${formatBankDay(transfer.settlesOn)}.` : "";
  return transfer.tradableOn ? `Usable for trading on ${formatBankDay(transfer.tradableOn)}.` : "";
}

function History({ transfer }: { transfer: Transfer }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-1 rounded-control text-small text-muted hover:text-ink md:min-h-6">
        <ChevronDown aria-hidden size={14} className="group-open:rotate-180" />
        What happened so far
      </summary>
      <ol className="mt-1 grid gap-2 text-small">
        {transfer.timeline.map((line, index) => (
          // By place: the timeline only ever grows at its end.
          <li key={index} className="grid gap-x-4 md:grid-cols-[11.5rem_1fr]">
            <time dateTime={line.at} className="tabular text-muted">
              {formatDateTime(line.at)}
            </time>
            <span>{line.note}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
