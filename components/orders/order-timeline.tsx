import { EasternTime } from "@/components/market/eastern-time";
import type { OrderDetail } from "@/components/orders/order-words";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import type { ExecType } from "@/domain/orders/fix-codes";

type OrderEvent = OrderDetail["events"][number];

const EVENT_WORDS: Readonly<Record<ExecType | "HELD" | "DENIED", string>> = {
  HELD: "Received, waits with us",
  PENDING_NEW: "Received",
  NEW: "Accepted by a venue",
  TRIGGERED: "Stop set off",
  TRADE: "Filled",
  TRADE_CANCEL: "A fill was taken back",
  TRADE_CORRECT: "A fill was corrected",
  PENDING_CANCEL: "Cancel asked for",
  CANCELED: "Cancelled",
  CANCEL_REJECTED: "Cancel refused",
  PENDING_REPLACE: "Change asked for",
  REPLACED: "Changed",
  REPLACE_REJECTED: "Change refused",
  RESTATED: "Adjusted",
  SUSPENDED: "Halted",
  STOPPED: "A price was guaranteed",
  DONE_FOR_DAY: "Done for the day",
  CALCULATED: "Completed",
  REJECTED: "Rejected by a venue",
  EXPIRED: "Expired",
  ORDER_STATUS: "Looked at",
  DENIED: "Refused",
};
const wordsOf = (execType: string): string =>
  Object.entries(EVENT_WORDS).find(([code]) => code === execType)?.[1] ?? execType;

const DOTS: Readonly<Record<string, string>> = {
  TRADE: "bg-gain",
  REJECTED: "bg-danger",
  DENIED: "bg-danger",
  TRADE_CANCEL: "bg-caution",
  TRADE_CORRECT: "bg-caution",
  CANCEL_REJECTED: "bg-caution",
  REPLACE_REJECTED: "bg-caution",
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
              <p className="font-medium">{wordsOf(event.execType)}</p>
              {event.note && event.note !== `${wordsOf(event.execType)}.` ? (
                <p className="text-small text-muted">{event.note}</p>
              ) : null}
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
