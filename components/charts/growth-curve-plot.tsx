"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { GrowthPoint } from "@/components/charts/growth-point";
import { PlotTip } from "@/components/charts/plot-tip";
import { formatPercent } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

const AXIS = { fontSize: 12, fill: "var(--muted)" };

type GrowthCurvePlotProps = {
  points: readonly GrowthPoint[];
  names: { account: string; benchmark: string | null };
};

const plotted = (ratio: string | null | undefined): number | null =>
  ratio === null || ratio === undefined ? null : Number(ratio) * 100;

/** "14 Jul" within a year, "Jul 2024" beyond. */
const tickName = (isLong: boolean) => (date: string) =>
  isLong ? formatDate(date).replace(/^\d+ /, "") : formatDate(date).slice(0, -5);

/** The lines of GrowthCurve; loaded after the page. */
export function GrowthCurvePlot({ points, names }: GrowthCurvePlotProps) {
  const data = points.map(({ date, account, benchmark }) => ({
    date,
    account: plotted(account),
    benchmark: plotted(benchmark),
  }));
  const isLong = points.length > 270;
  return (
    <div className="h-56 md:h-72">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 8, right: 28, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="date"
            tick={AXIS}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            minTickGap={56}
            tickFormatter={tickName(isLong)}
          />
          <YAxis
            width={52}
            tickCount={5}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => `${Number(value.toFixed(2))}%`}
          />
          <ReferenceLine y={0} stroke="var(--line-strong)" />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--control)", strokeDasharray: "3 3" }}
            content={({ active, label }) => {
              const point = points.find(({ date }) => date === label);
              if (!active || !point) return null;
              return (
                <PlotTip
                  title={formatDate(point.date)}
                  rows={[
                    { label: names.account, text: formatPercent(point.account) },
                    ...(names.benchmark === null
                      ? []
                      : [{ label: names.benchmark, text: formatPercent(point.benchmark) }]),
                  ]}
                />
              );
            }}
          />
          {names.benchmark === null ? null : (
            <Line
              dataKey="benchmark"
              stroke="var(--control)"
              strokeDasharray="4 3"
              strokeWidth={1.5}
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
          )}
          <Line
            dataKey="account"
            stroke="var(--accent)"
            strokeWidth={1.75}
            dot={false}
            connectNulls
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
