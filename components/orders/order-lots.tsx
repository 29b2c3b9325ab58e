"use client";

import { useQuery } from "@tanstack/react-query";
import { ChangeLots, LotChanges } from "@/components/orders/change-lots";
import { METHOD_LABELS, reliefInWords, TERM_LABELS } from "@/components/orders/lot-words";
import type { OrderDetail } from "@/components/orders/order-words";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatMoney, formatQuantity, formatShares, formatSigned } from "@/domain/money/format";
import { METHOD_WORDS } from "@/domain/tax/lot-methods";
import { formatDate } from "@/domain/time/format";

type Closed = Outputs["tax"]["ofOrder"]["closed"][number];

const COLUMNS: readonly TableColumn<Closed>[] = [
  { id: "acquired", header: "Bought", isRowHeader: true, cell: (row) => formatDate(row.acquiredOn) },
  { id: "term", header: "Term", cell: (row) => TERM_LABELS[row.term] },
  { id: "shares", header: "Shares", align: "end", cell: (row) => formatQuantity(row.shares) },
  { id: "proceeds", header: "Proceeds, USD", align: "end", cell: (row) => formatMoney(row.proceeds) },
  { id: "cost", header: "Cost, USD", align: "end", cell: (row) => formatMoney(row.cost) },
  {
    id: "gain",
    header: "Gain or loss, USD",
    align: "end",
    cell: (row) => <Change text={formatSigned(row.gain)} hasMark={false} />,
  },
  {
    id: "relief",
    header: "Chosen by",
    hideBelow: "xl",
    cell: (row) => <span className="text-muted">{reliefInWords(row.relief)}</span>,
  },
];

/** Which lots a sale closes: as it chose, and, once it is filled, as it was booked. */
export function OrderLots({ order }: { order: OrderDetail }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.tax.ofOrder.queryOptions({ orderId: order.id }));
  if (!data) return null;
  const isNamed = data.method === "SPECIFIC";
  return (
    <Card
      id="lots"
      title="Tax lots"
      padding="none"
      aside={
        <>
          {METHOD_LABELS[data.method]}
          <ChangeLots order={order} />
        </>
      }
    >
      <div className="grid gap-3 px-4 pt-1 pb-3">
        <p className="text-small text-muted">
          {METHOD_WORDS[data.method]}
          {isNamed
            ? ` Named: ${data.named.map(({ acquiredOn, shares }) => `${formatQuantity(shares)} of ${formatDate(acquiredOn)}`).join(", ")}.`
            : ""}
        </p>
        <LotChanges order={order} />
        {data.fallback === "0" ? null : (
          <Callout tone="caution" title="Some of the named lots were sold before">
            {formatShares(data.fallback)} sold first in, first out instead: other orders were filled with the
            named ones first, or this order is for more than was named.
          </Callout>
        )}
      </div>
      <DataTable
        caption="Lots closed by this order"
        columns={COLUMNS}
        rows={data.closed}
        rowKey={(row) => row.id}
        phoneRow={(row) => (
          <PhoneRow
            start={`${formatQuantity(row.shares)} bought ${formatDate(row.acquiredOn)}`}
            startSub={`${TERM_LABELS[row.term]} · ${reliefInWords(row.relief)}`}
            end={<Change text={formatSigned(row.gain)} hasMark={false} />}
            endSub={formatMoney(row.proceeds)}
          />
        )}
        empty={<p className="px-4 pb-4 text-small text-muted">Nothing has been sold yet.</p>}
      />
    </Card>
  );
}
