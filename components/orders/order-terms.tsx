import { EasternTime } from "@/components/market/eastern-time";
import { venueName } from "@/components/market/venue-name";
import { type OrderDetail, termsInWords } from "@/components/orders/order-words";
import { TIME_LABELS, TYPE_LABELS } from "@/components/orders/ticket-choices";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/text-link";
import { formatPrice } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

const ON_PROTECTED = { SLIDE: "slides to the best price allowed", CANCEL: "cancelled" } as const;

/** An order's terms as they stand. */
export function OrderTerms({ order }: { order: OrderDetail }) {
  const { stopPrice, limitPrice, trail, directTo, onProtected, triggeredAt } = order;
  const until = TIME_LABELS[order.timeInForce];
  const facts = [
    { term: "Order", detail: termsInWords(order) },
    {
      term: "Symbol",
      detail: <TextLink href={`/instruments/${order.symbol}`}>{order.symbol}</TextLink>,
    },
    { term: "Type", detail: TYPE_LABELS[order.type] },
    ...(limitPrice ? [{ term: "Limit price", detail: formatPrice(limitPrice) }] : []),
    ...(stopPrice ? [{ term: "Stop price", detail: formatPrice(stopPrice) }] : []),
    ...(trail
      ? [{ term: "Trails by", detail: trail.by === "PERCENT" ? `${trail.value}%` : formatPrice(trail.value) }]
      : []),
    ...(triggeredAt ? [{ term: "Stop set off", detail: <EasternTime at={triggeredAt} look="full" /> }] : []),
    {
      term: "Good for",
      detail: order.expiresOn ? `${until}, at most to ${formatDate(order.expiresOn)}` : until,
    },
    { term: "Hours", detail: order.session === "EXTENDED" ? "Regular and extended" : "Regular" },
    {
      term: "Route",
      detail: directTo ? `Direct to ${venueName(directTo)}` : "DART, smart routing",
      note:
        directTo && onProtected
          ? `Where a better quote stands elsewhere: ${ON_PROTECTED[onProtected]}`
          : undefined,
    },
    { term: "Placed", detail: <EasternTime at={order.placedAt} look="full" /> },
    {
      term: "Over",
      detail: order.closedAt ? <EasternTime at={order.closedAt} look="full" /> : "Not yet",
    },
  ];
  return (
    <Card title="Terms">
      <DescriptionList columns={3} items={facts} />
    </Card>
  );
}
