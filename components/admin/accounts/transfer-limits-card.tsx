"use client";

import { useState } from "react";
import { TransferLimitsDialog } from "@/components/admin/accounts/transfer-limits-dialog";
import { type Caps, METHOD_WORDS } from "@/components/admin/accounts/transfer-limit-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatUsd } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Row = Caps["today"][number];

const whose = (row: Row): string => (row.isOwn ? "This account's own" : "Everybody's");

/** How much money may move, in each direction on its own, and a way to change it. */
export function TransferLimitsCard({ accountId, caps }: { accountId: string; caps: Caps }) {
  const [isChanging, setChanging] = useState(false);
  const coming = caps.own.filter((row) => row.isComing);
  return (
    <Card
      title="Transfer limits"
      padding="none"
      aside={
        <Button size="sm" onClick={() => setChanging(true)}>
          Change transfer limits
        </Button>
      }
      footer={
        coming.length > 0
          ? coming
              .map(
                (row) =>
                  `${METHOD_WORDS[row.method]} from ${formatDate(row.from)}: ${formatUsd(row.perTransfer)} each, ${formatUsd(row.perDay)} a day, ${formatUsd(row.perMonth)} a month.`,
              )
              .join(" ")
          : undefined
      }
    >
      <DataTable
        caption="Transfer limits that hold today, in dollars"
        density="dense"
        columns={[
          { id: "method", header: "Way", isRowHeader: true, cell: (row) => METHOD_WORDS[row.method] },
          { id: "each", header: "One transfer", align: "end", cell: (row) => formatUsd(row.perTransfer) },
          { id: "day", header: "A day", align: "end", cell: (row) => formatUsd(row.perDay) },
          { id: "month", header: "A month", align: "end", cell: (row) => formatUsd(row.perMonth) },
          { id: "whose", header: "Whose", align: "end", hideBelow: "lg", cell: whose },
        ]}
        rows={caps.today}
        rowKey={(row) => row.method}
        phoneRow={(row) => (
          <PhoneRow
            start={METHOD_WORDS[row.method]}
            startSub={`${formatUsd(row.perDay)} a day, ${formatUsd(row.perMonth)} a month`}
            end={formatUsd(row.perTransfer)}
            endSub={whose(row)}
          />
        )}
        empty={null}
      />
      {isChanging ? (
        <TransferLimitsDialog accountId={accountId} caps={caps} onClose={() => setChanging(false)} />
      ) : null}
    </Card>
  );
}
