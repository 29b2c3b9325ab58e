"use client";

import { useState } from "react";
import { LimitsDialog } from "@/components/admin/accounts/limits-dialog";
import { HALT_WORDS, REGIME_WORDS, secondsText } from "@/components/admin/accounts/risk-words";
import type { Outputs } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { formatQuantity, formatUsd, formatWeight } from "@/domain/money/format";
import { formatDate, formatTimestamp } from "@/domain/time/format";

type Risk = Outputs["risk"]["account"];
type Row = Risk["history"][number];

/** What an account may do, how it came to that, and a way to change it. */
export function LimitsCard({ accountId, risk }: { accountId: string; risk: Risk }) {
  const [isChanging, setChanging] = useState(false);
  const { limits, history, currentId } = risk;
  return (
    <Card
      title="Limits"
      aside={
        <>
          <span>{currentId ? "This account's own" : "Standard"}</span>
          <Button size="sm" onClick={() => setChanging(true)}>
            Change limits
          </Button>
        </>
      }
    >
      <DescriptionList
        columns={3}
        items={[
          { term: "Shares in one order", detail: formatQuantity(limits.maxShares) },
          { term: "Dollars in one order", detail: formatUsd(limits.maxValue) },
          {
            term: "Limit price through the market",
            detail: `At most ${formatWeight(limits.limitCollar, 2)}`,
          },
          { term: "Open orders", detail: formatQuantity(String(limits.maxOpenOrders)) },
          { term: "Orders a second", detail: formatQuantity(String(limits.ordersPerSecond)) },
          { term: "The same order again", detail: secondsText(limits.duplicateSeconds) },
          { term: "Orders during a halt", detail: HALT_WORDS[limits.haltPolicy] },
          { term: "Margin regime", detail: REGIME_WORDS[limits.marginRegime ?? "BY_DATE"] },
        ]}
      />
      <h3 className="mt-5 mb-2 text-small font-semibold">How they were set</h3>
      <LimitsHistory rows={history} currentId={currentId} />
      {isChanging ? (
        <LimitsDialog accountId={accountId} risk={risk} onClose={() => setChanging(false)} />
      ) : null}
    </Card>
  );
}

function LimitsHistory({ rows, currentId }: { rows: readonly Row[]; currentId: string | null }) {
  if (rows.length === 0)
    return <p className="text-base text-muted">Nobody has set limits of this account&rsquo;s own.</p>;
  return (
    <ol aria-label="History of limits" className="grid gap-3">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-0.5">
          <p className="tabular text-base wrap-anywhere">
            From {formatDate(row.effectiveOn)}
            {row.id === currentId ? " (in force)" : ""}: {formatQuantity(row.maxShares)} shares,{" "}
            {formatUsd(row.maxValue)}, {formatQuantity(String(row.maxOpenOrders))} open,{" "}
            {formatQuantity(String(row.ordersPerSecond))} a second
          </p>
          <p className="text-small wrap-anywhere">{row.reason}</p>
          <p className="tabular text-label text-muted wrap-anywhere">
            {formatTimestamp(row.setAt)} · {row.setBy}
          </p>
        </li>
      ))}
    </ol>
  );
}
