import { EasternTime } from "@/components/market/eastern-time";
import type { OrderDetail } from "@/components/orders/order-words";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";

type OrderEvent = OrderDetail["events"][number];

const EVENT_WORDS: Readonly<Record<string, string>> = {
  PENDING_NEW: "Received",
  NEW: "Accepted by a venue",
  TRADE: "Filled",
  PENDING_CANCEL: "Cancel asked for",
  CANCELED: "Cancelled",
  CANCEL_REJECTED: "Cancel refused",
  REJECTED: "Rejected by a venue",
  EXPIRED: "Expired",
  DENIED: "Refused",
};

const DOTS: Readonly<Record<string, string>> = {
  TRADE: "bg-gain",
  REJECTED: "bg-danger",
  DENIED: "bg-danger",
  CANCEL_REJECTED: "bg-caution",
};

/** What happened to an order, in order. */
export function OrderTimeline({ events }: { events: readonly OrderEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Card title="What happened">
      <ol className="grid">
        {events.map((event, index) => (
          <li key={event.id} className="relative grid grid-cols-[auto_1fr_auto] gap-x-3 pb-3.5 last:pb-0">
            {index < events.length - 1 ? (
              <span aria-hidden className="absolute top-3 bottom-0 left-[0.21875rem] w-px bg-line-strong" />
            ) : null}
            <span
              aria-hidden
              className={cx("relative mt-1.5 size-2 rounded-full", DOTS[event.execType] ?? "bg-line-strong")}
            />
            <div className="min-w-0">
              <p className="font-medium">{EVENT_WORDS[event.execType] ?? event.execType}</p>
              {event.note ? <p className="text-small text-muted">{event.note}</p> : null}
            </div>
            <p className="text-small text-muted">
              <EasternTime at={event.at} />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
