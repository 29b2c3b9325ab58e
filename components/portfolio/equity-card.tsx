"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { EquityCurve } from "@/components/charts/equity-curve";
import { type History, type Portfolio, signedUsd, withToday } from "@/components/portfolio/portfolio-sums";
import { useIsStale } from "@/components/shell/live-provider";
import { type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { Figure } from "@/components/ui/figure";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatPercent, formatSigned, formatUsd } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

export type Range = Inputs["portfolio"]["history"]["range"];

const RANGES: readonly { value: Range; label: string }[] = [
  { value: "1M", label: "1M" },
  { value: "3M", label: "3M" },
  { value: "YTD", label: "YTD" },
  { value: "1Y", label: "1Y" },
  { value: "ALL", label: "All" },
];

type EquityCardProps = {
  portfolio: Portfolio;
  /** What the page brought along, for this range. */
  initial: { range: Range; history: History };
};

const NO_HISTORY: History = [];

/** What everything is worth, how that changed today, and how it came about. */
export function EquityCard({ portfolio, initial }: EquityCardProps) {
  const trpc = useTRPC();
  const isStale = useIsStale();
  const [range, setRange] = useState(initial.range);
  const history =
    useQuery(
      trpc.portfolio.history.queryOptions(
        { accountId: portfolio.accountId, range },
        {
          ...(range === initial.range ? { initialData: initial.history } : {}),
          placeholderData: (previous) => previous,
        },
      ),
    ).data ?? NO_HISTORY;
  const points = useMemo(() => withToday(history, portfolio), [history, portfolio]);
  const { dayChange, dayChangeRatio } = portfolio;
  return (
    <section
      aria-label="Equity"
      className="grid min-w-0 content-start max-md:-mx-4 md:grid-cols-[1fr_auto] md:rounded-card md:border md:border-line md:bg-surface"
    >
      <div className={cx("px-4 md:px-5 md:pt-4.5", isStale && "text-faint")}>
        <Figure
          label="Total equity"
          value={formatUsd(portfolio.equity)}
          size="lg"
          detail={
            <>
              <Change
                text={signedUsd(dayChange)}
                detail={dayChangeRatio ? `(${formatPercent(dayChangeRatio)})` : undefined}
                isStrong
              />{" "}
              today
            </>
          }
        />
        <dl className="tabular mt-1 flex flex-wrap gap-x-5 text-small text-muted">
          <Gain name="Unrealised" value={portfolio.unrealised} />
          <Gain name="Realised this year" value={portfolio.realisedThisYear} />
        </dl>
      </div>
      <div className="px-4 pt-2 max-md:order-last md:px-5 md:pt-4.5">
        <SegmentedControl label="Range" size="sm" value={range} onChange={setRange} options={RANGES} />
      </div>
      <div className="mt-3 min-w-0 md:col-span-2">
        {points.length < 2 ? (
          <p className="mx-4 flex h-56 items-center justify-center rounded-card bg-sunk px-6 text-center text-muted md:mx-5 md:mb-5 md:h-80">
            Your curve begins when the first day has ended.
          </p>
        ) : (
          <EquityCurve
            points={points}
            label={`Total equity, ${formatDate(points[0]?.date ?? "")} to ${formatDate(points.at(-1)?.date ?? "")}`}
          />
        )}
      </div>
    </section>
  );
}

function Gain({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt>{name}</dt>
      <dd>
        <Change text={formatSigned(value)} />
      </dd>
    </div>
  );
}
