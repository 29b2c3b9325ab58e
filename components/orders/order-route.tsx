import { venueName } from "@/components/market/venue-name";
import type { OrderDetail } from "@/components/orders/order-words";
import { Card } from "@/components/ui/card";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatQuantity, formatWeight } from "@/domain/money/format";
import { quantity, ratio, subtract, toWire } from "@/domain/money/money";

type Leg = OrderDetail["route"][number] & { place: number };

const leftOf = (leg: Leg): string => toWire(subtract(quantity(leg.quantity), quantity(leg.filled)));
const shareOf = (leg: Leg): string =>
  formatWeight(ratio(quantity(leg.filled), quantity(leg.quantity))?.toFixed(4));

const COLUMNS: readonly TableColumn<Leg>[] = [
  {
    id: "venue",
    header: "Venue",
    isRowHeader: true,
    cell: ({ venue }) => (
      <>
        {venueName(venue)} <span className="text-muted">{venue}</span>
      </>
    ),
  },
  { id: "sent", header: "Sent", align: "end", cell: (leg) => formatQuantity(leg.quantity) },
  { id: "filled", header: "Filled", align: "end", cell: (leg) => formatQuantity(leg.filled) },
  { id: "left", header: "Not filled there", align: "end", cell: (leg) => formatQuantity(leftOf(leg)) },
  { id: "share", header: "Of what was sent", align: "end", cell: shareOf },
];

/** How the order was split and sent, part by part, and what became of each part. */
export function OrderRoute({ order }: { order: Pick<OrderDetail, "route" | "status"> }) {
  const legs = order.route.map((leg, place) => ({ ...leg, place }));
  return (
    <Card
      title="Plan and outcome"
      padding="none"
      footer={
        legs.length > 1
          ? "In the order of sending. What a venue did not fill may stand again in a later line: DART sends it on."
          : undefined
      }
    >
      <DataTable
        caption="Parts of this order by venue"
        density="dense"
        columns={COLUMNS}
        rows={legs}
        rowKey={(leg) => String(leg.place)}
        phoneRow={(leg) => (
          <PhoneRow
            start={venueName(leg.venue)}
            startSub={`sent ${formatQuantity(leg.quantity)}`}
            end={`filled ${formatQuantity(leg.filled)}`}
            endSub={shareOf(leg)}
          />
        )}
        empty={
          <EmptyState title="Sent nowhere">
            {order.status === "DENIED"
              ? "We refused it before any venue saw it."
              : "No venue has a part of it: it waits, or it ended before it was sent."}
          </EmptyState>
        }
      />
    </Card>
  );
}
