import { Check, X } from "lucide-react";
import { formatBankDay } from "@/domain/funding/bank-day";
import type { Stop } from "@/components/transfers/money-track";
import { cx } from "@/components/ui/cx";

const WORDS = { done: "done", current: "next", todo: "to come", problem: "stopped here" };

/** The stops of a transfer: side by side on a desk, one under another on a phone. */
export function MoneyTrackView({ label, stops }: { label: string; stops: readonly Stop[] }) {
  return (
    <ol aria-label={label} className="grid gap-y-3 md:auto-cols-fr md:grid-flow-col">
      {stops.map((stop, index) => (
        <li
          key={stop.id}
          aria-current={stop.state === "current" ? "step" : undefined}
          className="relative flex gap-3 md:flex-col md:gap-1.5"
        >
          {index < stops.length - 1 ? <Line isDone={stop.state === "done"} /> : null}
          <Mark state={stop.state} />
          <span className="grid min-w-0 text-small leading-snug md:pr-3">
            <span
              className={cx(
                stop.state === "problem" ? "text-danger" : stop.state === "todo" ? "text-muted" : "text-ink",
                stop.state === "current" && "font-medium",
              )}
            >
              {stop.label}
              <span className="sr-only">, {WORDS[stop.state]}</span>
            </span>
            {stop.day ? (
              <span className="tabular text-label text-muted">{formatBankDay(stop.day)}</span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Line({ isDone }: { isDone: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        "absolute max-md:top-5 max-md:-bottom-3 max-md:left-2.25 max-md:w-px md:top-2.25 md:right-0 md:left-5 md:h-px",
        isDone ? "bg-gain" : "bg-line-strong",
      )}
    />
  );
}

function Mark({ state }: { state: Stop["state"] }) {
  return (
    <span
      aria-hidden
      className={cx(
        "relative flex size-4.75 shrink-0 items-center justify-center rounded-full",
        state === "done" && "bg-gain-soft text-gain",
        state === "problem" && "bg-danger-soft text-danger",
        state === "current" && "border-2 border-accent bg-surface",
        state === "todo" && "border border-line-strong bg-surface",
      )}
    >
      {state === "done" ? <Check size={12} strokeWidth={2.5} /> : null}
      {state === "problem" ? <X size={12} strokeWidth={2.5} /> : null}
    </span>
  );
}
