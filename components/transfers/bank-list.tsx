"use client";

import { Landmark, Plus } from "lucide-react";
import type { BankLink } from "@/components/transfers/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusPill, type Tone } from "@/components/ui/status-pill";

const STATUS: Record<BankLink["status"], { text: string; tone: Tone }> = {
  PENDING: { text: "Waiting for the bank", tone: "caution" },
  VERIFIED: { text: "Verified", tone: "gain" },
  REFUSED: { text: "Refused", tone: "danger" },
};

/** The bank accounts that money can come from and go to. */
export function BankList({
  links,
  onLinkAnother,
}: {
  links: readonly BankLink[];
  onLinkAnother: () => void;
}) {
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
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                <span className="text-base font-medium">
                  {link.bankName} <span className="tabular">••{link.last4}</span>
                </span>
                <StatusPill tone={STATUS[link.status].tone}>{STATUS[link.status].text}</StatusPill>
              </p>
              <p className="text-small text-muted">
                {link.kind === "CHECKING" ? "Checking" : "Savings"}
                {link.reason ? ` · ${link.reason}` : ""}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
