"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { EquityCurve } from "@/components/charts/equity-curve";
import {
  equityPoints,
  type Performance,
  type Portfolio,
  signedUsd,
} from "@/components/portfolio/portfolio-sums";
import { ReturnFigure } from "@/components/portfolio/return-figure";
import { useAccountIds } from "@/components/portfolio/use-portfolio";
import { useIsStale } from "@/components/shell/live-provider";
import { useTRPC } from "@/components/shell/trpc-client";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { Figure } from "@/components/ui/figure";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatPercent, formatSigned, formatUsd } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Range = "1M" | "3M" | "YTD" | "1Y" | "ALL";

const RANGES: readonly { value: Range; label: string }[] = [
  { value: "1M", label: "1M" },
  { value: "3M", label: "3M" },
  { value: "YTD", label: "YTD" },
  { value: "1Y", label: "1Y" },
  { value: "ALL", label: "All" },
];
const STANDARD: Range = "YTD";
/** A return of weeks moves slowly; the day's change beside it is live. */
const LOOK_AGAIN_MS = 30_000;

type EquityCardProps = {
  portfolio: Portfolio;
  /** What the page brought along: this year. */
  thisYear: Performance;
};

/** What everything is worth, how that changed today and this year, and how it came about. */
export function EquityCard({ portfolio, thisYear }: EquityCardProps) {
  const trpc = useTRPC();
  const isStale = useIsStale();
  const accountIds = useAccountIds(portfolio);
  const [range, setRange] = useState(STANDARD);
  const ask = (kind: Range) => ({ accountIds, period: { kind }, benchmark: null });
  const year = useQuery(
    trpc.portfolio.performance.queryOptions(ask(STANDARD), {
      initialData: thisYear,
      refetchInterval: LOOK_AGAIN_MS,
    }),
  ).data;
  const other = useQuery(
    trpc.portfolio.performance.queryOptions(ask(range), {
      enabled: range !== STANDARD,
      placeholderData: keepPreviousData,
    }),
  ).data;
  const { curve } = (range === STANDARD ? undefined : other) ?? year;
  const { asOf, equity, dayChange, dayChangeRatio, lastDay } = portfolio;
  const isTogether = accountIds.length > 1;
  const points = useMemo(() => equityPoints(curve, { asOf, equity }), [curve, asOf, equity]);
  return (
    <section
      aria-label="Equity"
      className="grid min-w-0 content-start max-md:-mx-4 md:grid-cols-[1fr_auto] md:rounded-card md:border md:border-line md:bg-surface"
    >
      <div className={cx("px-4 md:px-5 md:pt-4.5", isStale && "text-faint")}>
        <Figure
          label={isTogether ? "Total equity, all accounts" : "Total equity"}
          value={formatUsd(equity)}
          size="lg"
          detail={
            <span className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
              <span>
                <Change
                  text={signedUsd(dayChange)}
                  detail={dayChangeRatio ? `(${formatPercent(dayChangeRatio)})` : undefined}
                  isStrong
                />{" "}
                {portfolio.isDayOver ? `on ${formatDate(portfolio.day)}` : "today"}
              </span>
              <ReturnFigure
                figure={year.timeWeighted.period}
                about="time-weighted return of this year"
                formula="timeWeighted"
                note="this year, time-weighted"
              />
            </span>
          }
        />
        <dl className="tabular mt-1 flex flex-wrap gap-x-5 text-small text-muted">
          <Gain name="Unrealised" value={portfolio.unrealised} />
          <Gain name="Realised this year" value={portfolio.realisedThisYear} />
          {lastDay ? (
            <Gain name={`Last trading day, ${formatDate(lastDay.on)}`} value={lastDay.change} />
          ) : null}
        </dl>
      </div>
      <div className="px-4 pt-2 max-md:order-last md:px-5 md:pt-4.5">
        <SegmentedControl label="Range" size="sm" value={range} onChange={setRange} options={RANGES} />
      </div>
      <div className="mt-3 min-w-0 md:col-span-2">
        <Curve points={points} isTogether={isTogether} />
      </div>
    </section>
  );
}

type CurveProps = { points: ReturnType<typeof equityPoints>; isTogether: boolean };

function Curve({ points, isTogether }: CurveProps) {
  // As high as what stands beside it on a desk: of several accounts, the list of them, too.
  const height = isTogether ? "h-56 md:h-80 lg:h-142" : "h-56 md:h-80 lg:h-104";
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || first === last)
    return (
      <p
        className={cx(
          "mx-4 flex items-center justify-center rounded-card bg-sunk px-6 text-center text-muted md:mx-5 md:mb-5",
          height,
        )}
      >
        Your curve begins when the first day has ended.
      </p>
    );
  const label = `Total equity, ${formatDate(first.date)} to ${formatDate(last.date)}`;
  return <EquityCurve points={points} heightClass={height} label={label} />;
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
