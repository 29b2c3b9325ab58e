import { CorrectDocument } from "@/components/admin/accounts/correct-document";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { formatMoney, formatQuantity } from "@/domain/money/format";
import { formatDate, formatTimestamp } from "@/domain/time/format";

type Account = Outputs["accounts"]["detail"];
type Order = Account["orders"][number];

const words = (text: string): string => text.toLowerCase().replaceAll("_", " ");
const terms = (order: Order): string =>
  `${order.side === "BUY" ? "Buy" : "Sell"} ${formatQuantity(order.quantity)} ${words(order.type)}${
    order.limitPrice ? ` ${formatMoney(order.limitPrice)}` : ""
  }`;

/** The account's latest orders. */
export function LatestOrders({ orders }: { orders: readonly Order[] }) {
  return (
    <Card title="Latest orders" padding="none">
      <DataTable
        caption="Latest orders"
        density="dense"
        columns={[
          { id: "symbol", header: "Symbol", cell: (row) => row.symbol },
          { id: "terms", header: "Order", cell: terms },
          { id: "filled", header: "Filled", align: "end", cell: (row) => formatQuantity(row.cumQty) },
          { id: "placed", header: "Placed", cell: (row) => formatTimestamp(row.placedAt), hideBelow: "lg" },
          { id: "status", header: "Status", cell: (row) => <StatusPill>{words(row.status)}</StatusPill> },
        ]}
        rows={orders}
        rowKey={(row) => row.id}
        phoneRow={(row) => (
          <PhoneRow
            start={`${row.symbol}, ${terms(row)}`}
            startSub={formatTimestamp(row.placedAt)}
            end={formatQuantity(row.cumQty)}
            endSub={words(row.status)}
          />
        )}
        empty={<p className="px-4 pb-4 text-base text-muted">No orders.</p>}
      />
    </Card>
  );
}

/** The account's latest confirms, statements and tax papers, by name. */
export function LatestDocuments({
  documents,
  mayCorrect,
}: {
  documents: Account["documents"];
  mayCorrect: boolean;
}) {
  return (
    <Card title="Documents">
      {documents.length === 0 ? <p className="text-base text-muted">None yet.</p> : null}
      <ul aria-label="Documents" className="grid gap-2">
        {documents.map((document) => (
          <li key={document.id} className="flex items-start justify-between gap-2">
            <div className="grid gap-0.5">
              <p className="text-base wrap-anywhere">{document.title}</p>
              <p className="text-label text-muted">
                {words(document.kind)} · {formatDate(document.onDate)}
              </p>
            </div>
            {mayCorrect ? <CorrectDocument paper={document} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
