import { useId } from "react";
import type { EquityPoint } from "@/components/charts/equity-point";
import { PlotFrame } from "@/components/charts/plot-frame";
import { PlotLines } from "@/components/charts/plot-lines";
import { namesOfPoints } from "@/components/charts/plot-names";
import { compactNumbers, plotNumber } from "@/components/charts/plot-number";
import { areaPath, linePath } from "@/components/charts/plot-path";
import { plotScale, shareOf } from "@/components/charts/plot-scale";
import { dayName } from "@/components/charts/day-name";
import { formatUsd } from "@/domain/money/format";
import { formatDate, formatTime } from "@/domain/time/format";

const isDay = (date: string): boolean => date.length <= 10;

/** The picture of EquityCurve. */
export function EquityCurvePlot({ points }: { points: readonly EquityPoint[] }) {
  const gradient = useId();
  const equity = points.map((point) => plotNumber(point.equity));
  const paidIn = points.map(({ contributions }) =>
    contributions === undefined ? null : plotNumber(contributions),
  );
  const scale = plotScale([...equity, ...paidIn.filter((value) => value !== null)], 4);
  const compact = compactNumbers(scale.ticks);
  const ofEquity = equity.map((value) => shareOf(scale, value));
  const ofPaidIn = paidIn.map((value) => (value === null ? null : shareOf(scale, value)));
  const isLong = points.length > 270;
  return (
    <PlotFrame
      scale={scale}
      tickText={(value) => compact.format(value)}
      names={namesOfPoints(
        points.map(({ date }) => (isDay(date) ? dayName(date, isLong) : formatTime(date).slice(0, 5))),
      )}
      count={points.length}
      tip={(place) => tipOf(points[place])}
    >
      <PlotLines
        lines={[
          {
            path: linePath(ofPaidIn, { isStepped: true }),
            className: "stroke-control",
            dashes: "3 4",
            width: 1,
          },
          { path: linePath(ofEquity), className: "stroke-accent" },
        ]}
      >
        <defs>
          <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0%" stopColor="var(--accent)" stopOpacity={0.16} />
            <stop offset="100%" stopColor="var(--accent)" stopOpacity={0.02} />
          </linearGradient>
        </defs>
        <path d={areaPath(ofPaidIn, { isStepped: true })} fill="var(--muted)" fillOpacity={0.1} />
        <path d={areaPath(ofEquity)} fill={`url(#${gradient})`} />
      </PlotLines>
    </PlotFrame>
  );
}

function tipOf(point: EquityPoint | undefined) {
  if (!point) return { title: "", rows: [] };
  const { date, equity, contributions } = point;
  return {
    title: isDay(date) ? formatDate(date) : formatTime(date),
    rows: [
      { label: "Equity", text: formatUsd(equity) },
      ...(contributions === undefined ? [] : [{ label: "Paid in, net", text: formatUsd(contributions) }]),
    ],
    dot: plotNumber(equity),
  };
}
