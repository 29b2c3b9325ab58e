import type { ReactNode } from "react";

type PhoneRowProps = {
  start: ReactNode;
  startSub?: ReactNode;
  end?: ReactNode;
  endSub?: ReactNode;
};

/** A table's row on a phone: what it is on the left, how much on the right, a smaller line under each. */
export function PhoneRow({ start, startSub, end, endSub }: PhoneRowProps) {
  return (
    <div className="flex min-h-11 items-start justify-between gap-4 px-4 py-2.75">
      <div className="min-w-0">
        <div className="font-semibold">{start}</div>
        {startSub ? <div className="tabular text-small text-muted">{startSub}</div> : null}
      </div>
      <div className="num min-w-0 shrink-0">
        {end ? <div>{end}</div> : null}
        {endSub ? <div className="text-small text-muted">{endSub}</div> : null}
      </div>
    </div>
  );
}
