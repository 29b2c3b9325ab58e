"use client";

import type { EquityPoint } from "@/components/charts/equity-point";
import { ChartFrame } from "@/components/charts/chart-frame";
import { EquityCurvePlot } from "@/components/charts/equity-curve-plot";
import { LegendMark } from "@/components/charts/legend-mark";
import { formatMoney } from "@/domain/money/format";
import { formatDate, formatTimestamp } from "@/domain/time/format";

type EquityCurveProps = {
  points: readonly EquityPoint[];
  /** "Total equity, 2 January to 14 July 2026" */
  label: string;
  /** Tailwind height classes of the picture. */
  heightClass?: string;
};

const HEIGHT = "h-56 md:h-80";

const nameOf = (date: string) => (date.length > 10 ? formatTimestamp(date) : formatDate(date));

/** What the account was worth over time, with what its owner had put in shaded behind. */
export function EquityCurve({ points, label, heightClass = HEIGHT }: EquityCurveProps) {
  const hasContributions = points.some((point) => point.contributions !== undefined);
  return (
    <ChartFrame
      label={label}
      table={{
        columns: hasContributions ? ["Date", "Equity, USD", "Paid in, net, USD"] : ["Date", "Equity, USD"],
        rows: () =>
          points.map((point) => [
            nameOf(point.date),
            formatMoney(point.equity),
            ...(hasContributions ? [formatMoney(point.contributions)] : []),
          ]),
      }}
      note={
        hasContributions ? (
          <span className="flex items-center gap-3">
            <LegendMark className="bg-accent">Equity</LegendMark>
            <LegendMark className="bg-control">Paid in, net</LegendMark>
          </span>
        ) : null
      }
    >
      <div className={`pt-2 ${heightClass}`}>
        <EquityCurvePlot points={points} />
      </div>
    </ChartFrame>
  );
}
