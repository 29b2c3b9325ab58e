import { dayName } from "@/components/charts/day-name";
import type { GrowthPoint } from "@/components/charts/growth-point";
import { PlotFrame } from "@/components/charts/plot-frame";
import { PlotLines } from "@/components/charts/plot-lines";
import { namesOfPoints } from "@/components/charts/plot-names";
import { plotNumber } from "@/components/charts/plot-number";
import { linePath } from "@/components/charts/plot-path";
import { plotScale, shareOf } from "@/components/charts/plot-scale";
import { formatPercent } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type GrowthCurvePlotProps = {
  points: readonly GrowthPoint[];
  names: { account: string; benchmark: string | null };
};

const inPercent = (ratio: string | null | undefined): number | null =>
  ratio === null || ratio === undefined ? null : plotNumber(ratio) * 100;

/** The lines of GrowthCurve. */
export function GrowthCurvePlot({ points, names }: GrowthCurvePlotProps) {
  const account = points.map((point) => inPercent(point.account));
  const benchmark = points.map((point) => inPercent(point.benchmark));
  const known = [...account, ...benchmark].filter((value) => value !== null);
  const scale = plotScale([0, ...known], 5);
  const shares = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : shareOf(scale, value)));
  const isLong = points.length > 270;
  return (
    <PlotFrame
      scale={scale}
      tickText={(value) => `${Number(value.toFixed(2))}%`}
      hasLines
      names={namesOfPoints(points.map(({ date }) => dayName(date, isLong)))}
      count={points.length}
      tip={(place) => tipOf(points[place], names)}
    >
      <PlotLines
        lines={[
          { path: linePath(shares(benchmark)), className: "stroke-control", dashes: "4 3", width: 1.5 },
          { path: linePath(shares(account)), className: "stroke-accent" },
        ]}
      />
    </PlotFrame>
  );
}

function tipOf(point: GrowthPoint | undefined, names: GrowthCurvePlotProps["names"]) {
  if (!point) return { title: "", rows: [] };
  return {
    title: formatDate(point.date),
    rows: [
      { label: names.account, text: formatPercent(point.account) },
      ...(names.benchmark === null ? [] : [{ label: names.benchmark, text: formatPercent(point.benchmark) }]),
    ],
    dot: inPercent(point.account),
  };
}
