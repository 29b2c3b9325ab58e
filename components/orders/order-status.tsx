import { STATUS_WORDS, statusInWords } from "@/components/orders/order-words";
import { StatusPill } from "@/components/ui/status-pill";

/** Where an order stands, in words; a refused one says why. */
export function OrderStatusPill({ order }: { order: Parameters<typeof statusInWords>[0] }) {
  const { tone, isGoingOn } = STATUS_WORDS[order.status];
  return (
    <StatusPill tone={tone} dot={isGoingOn}>
      {order.reasons.length > 0 ? (
        statusInWords(order)
      ) : (
        <span className="whitespace-nowrap">{statusInWords(order)}</span>
      )}
    </StatusPill>
  );
}
