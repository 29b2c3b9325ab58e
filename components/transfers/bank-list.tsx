"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Landmark, Plus } from "lucide-react";
import { formatBankDay } from "@/domain/funding/bank-day";
import { useTRPC } from "@/components/shell/trpc-client";
import { MicroDepositsForm } from "@/components/transfers/micro-deposits-form";
import type { BankLink } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";

const STATUS: Record<BankLink["status"], { text: string; tone: Tone }> = {
  PENDING: { text: "Waiting for the bank", tone: "caution" },
  MICRO_DEPOSITS: { text: "Two amounts to tell", tone: "caution" },
  VERIFIED: { text: "Verified", tone: "gain" },
  REFUSED: { text: "Refused", tone: "danger" },
  STOPPED: { text: "Stopped", tone: "danger" },
};

type BankListProps = {
  links: readonly BankLink[];
  /** The exchange's day. */
  today: string;
  onLinkAnother: () => void;
};

/** The bank accounts that money can come from and go to. */
export function BankList({ links, today, onLinkAnother }: BankListProps) {
  return (
    <Card
      title="Bank accounts"
      aside={
        <Button size="sm" icon={<Plus aria-hidden size={14} />} onClick={onLinkAnother}>
          Link another
        </Button>
      }
      padding="none"
    >
      <ul aria-label="Bank accounts" className="divide-y divide-line border-t border-line">
        {links.map((link) => (
          <li key={link.id} className="flex items-start gap-3 px-4 py-3">
            <Landmark aria-hidden size={16} className="mt-1 shrink-0 text-muted" />
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                <span className="text-base font-medium">
                  {link.bankName} <span className="tabular">••{link.last4}</span>
                </span>
                <StatusPill tone={STATUS[link.status].tone}>{STATUS[link.status].text}</StatusPill>
              </p>
              <p className="flex flex-wrap items-center justify-between gap-x-3 text-small text-muted">
                <span>{wordsOf(link, today)}</span>
                <Remove link={link} />
              </p>
              {link.microDeposits ? <MicroDepositsForm link={link} today={today} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function wordsOf(link: BankLink, today: string): string {
  const kind = link.kind === "CHECKING" ? "Checking" : "Savings";
  if (link.reason) return `${kind} · ${link.reason}`;
  const isNew = link.status === "VERIFIED" && link.withdrawalsFrom && link.withdrawalsFrom > today;
  return isNew
    ? `${kind} · newly linked: money may leave to it from ${formatBankDay(link.withdrawalsFrom ?? "")} on`
    : kind;
}

function Remove({ link }: { link: BankLink }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.funding.removeLink.mutationOptions({
      onSuccess: () => showToast({ tone: "gain", title: `${link.bankName} ••${link.last4} removed` }),
      onError: (error) =>
        showToast({ tone: "danger", title: "It was not removed", description: error.message }),
      onSettled: () => queryClient.invalidateQueries(trpc.funding.pathFilter()),
    }),
  );
  return (
    <button
      type="button"
      className="min-h-11 text-small text-muted underline hover:text-ink md:min-h-6"
      aria-label={`Remove ${link.bankName} ending in ${link.last4}`}
      disabled={remove.isPending}
      onClick={() => remove.mutate({ bankLinkId: link.id })}
    >
      Remove
    </button>
  );
}
