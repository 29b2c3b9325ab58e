import { firstClause, STATUS_WORDS, statusInWords } from "@/components/orders/order-words";
import { StatusPill } from "@/components/ui/status-pill";

/** Where an order stands, in words; a refused one says beneath why. */
export function OrderStatusPill({ order }: { order: Parameters<typeof statusInWords>[0] }) {
  const { tone, isGoingOn, label } = STATUS_WORDS[order.status];
  const reason = statusInWords(order) === label ? null : order.reasons[0]?.message;
  return (
    <>
      <StatusPill tone={tone} dot={isGoingOn}>
        <span className="whitespace-nowrap">{label}</span>
      </StatusPill>
      {reason ? (
        <span className="mt-0.5 block max-w-56 truncate text-label text-muted" title={reason}>
          {firstClause(reason)}
        </span>
      ) : null}
    </>
  );
}
