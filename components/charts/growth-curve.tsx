"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { GrowthCurvePlot } from "@/components/charts/growth-curve-plot";
import type { GrowthPoint } from "@/components/charts/growth-point";
import { LegendMark } from "@/components/charts/legend-mark";
import { formatPercent } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type GrowthCurveProps = {
  points: readonly GrowthPoint[];
  names: { account: string; benchmark: string | null };
  label: string;
};

/** How a return grew from day to day, beside what it is compared with. */
export function GrowthCurve({ points, names, label }: GrowthCurveProps) {
  const { benchmark } = names;
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["Date", names.account, ...(benchmark === null ? [] : [benchmark])],
        rows: () =>
          points.map((point) => [
            formatDate(point.date),
            formatPercent(point.account),
            ...(benchmark === null ? [] : [formatPercent(point.benchmark)]),
          ]),
      }}
      note={
        <span className="flex items-center gap-3">
          <LegendMark className="bg-accent">{names.account}</LegendMark>
          {benchmark === null ? null : <LegendMark className="bg-control">{benchmark}</LegendMark>}
        </span>
      }
    >
      <div className="h-56 pt-2 md:h-72">
        <GrowthCurvePlot points={points} names={names} />
      </div>
    </ChartFrame>
  );
}
