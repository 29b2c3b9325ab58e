"use client";

import { useState } from "react";
import {
  isPeriod,
  type PerformancePlace,
  PERIODS,
  type PeriodKind,
} from "@/components/portfolio/performance-address";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/segmented-control";

type Period = PerformancePlace["period"];
type Choice = PeriodKind | "OWN";

type PeriodChooserProps = {
  period: Period;
  /** The days of the period that is shown: what own dates begin with. */
  days: { from: string; to: string };
  onChange: (period: Period) => void;
};

/** Over which days: since a beginning, back from today, or from one day's close to another's. */
export function PeriodChooser({ period, days, onChange }: PeriodChooserProps) {
  const [isOwn, setOwn] = useState(!("kind" in period));
  const value: Choice = isOwn || !("kind" in period) ? "OWN" : period.kind;
  function choose(choice: Choice) {
    setOwn(choice === "OWN");
    if (choice !== "OWN") onChange({ kind: choice });
  }
  return (
    <div className="grid min-w-0 gap-2 max-md:w-full">
      {/* Nine choices side by side are too many for a phone: there they scroll. */}
      <div className="scroll-thin -mx-0.5 overflow-x-auto px-0.5 py-0.5">
        <div className="w-max">
          <SegmentedControl
            label="Period"
            size="sm"
            value={value}
            onChange={choose}
            options={[...PERIODS, { value: "OWN", label: "Own dates" }]}
          />
        </div>
      </div>
      {value === "OWN" ? <OwnDates days={days} onChange={onChange} /> : null}
    </div>
  );
}

function OwnDates({ days, onChange }: Pick<PeriodChooserProps, "days" | "onChange">) {
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const isRight = isPeriod(from, to);
  return (
    <form
      aria-label="Own dates"
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) onChange({ from, to });
      }}
    >
      <Day label="From the close of" value={from} onChange={setFrom} />
      <Day label="to the close of" value={to} onChange={setTo} />
      <Button type="submit" size="sm" isDisabled={!isRight} className="max-md:flex-1">
        Show
      </Button>
      {from && to && !isRight ? (
        <p role="status" className="w-full text-small text-danger">
          The second day must come after the first.
        </p>
      ) : null}
    </form>
  );
}

type DayProps = { label: string; value: string; onChange: (day: string) => void };

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="inline-flex items-center gap-2 text-small text-muted">
      {label}
      <input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        min="1990-01-01"
        max="2099-12-31"
        className="tabular min-h-11 rounded-control border border-control bg-surface px-2 text-small text-ink md:min-h-7"
      />
    </label>
  );
}
