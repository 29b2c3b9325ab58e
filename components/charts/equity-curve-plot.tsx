"use client";

import { useId } from "react";
import { Area, AreaChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { PlotTip } from "@/components/charts/plot-tip";
import type { EquityPoint } from "@/components/charts/equity-point";
import { compactNumbers } from "@/components/charts/plot-number";
import { formatUsd } from "@/domain/money/format";
import { formatDate, formatTime } from "@/domain/time/format";

const AXIS = { fontSize: 12, fill: "var(--muted)" };

/** "14 Jul" for a day, "10:42" within one. */
const shortName = (date: string) =>
  date.length > 10 ? formatTime(date).slice(0, 5) : formatDate(date).slice(0, -5);
const longName = (date: string) => (date.length > 10 ? formatTime(date) : formatDate(date));

type DateTickProps = { x?: number; y?: number; index?: number; payload?: { value: string } };

/** A date under the curve. The first one starts at the edge instead of being cut by it. */
function DateTick({ x = 0, y = 0, index = 0, payload }: DateTickProps) {
  return (
    <text
      x={index === 0 ? x + 16 : x}
      y={y}
      dy="0.71em"
      textAnchor={index === 0 ? "start" : "middle"}
      fill={AXIS.fill}
      fontSize={AXIS.fontSize}
    >
      {payload ? shortName(payload.value) : ""}
    </text>
  );
}

/** The picture of EquityCurve; loaded after the page. */
export function EquityCurvePlot({ points }: { points: readonly EquityPoint[] }) {
  const gradient = useId();
  const data = points.map((point) => ({
    date: point.date,
    equity: Number(point.equity),
    contributions: point.contributions === undefined ? undefined : Number(point.contributions),
  }));
  const compact = compactNumbers(
    data.flatMap(({ equity, contributions = equity }) => [equity, contributions]),
  );
  return (
    <div className="h-full">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={data} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <defs>
            <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0%" stopColor="var(--accent)" stopOpacity={0.16} />
              <stop offset="100%" stopColor="var(--accent)" stopOpacity={0.02} />
            </linearGradient>
          </defs>
          <XAxis
            dataKey="date"
            tick={<DateTick />}
            tickLine={false}
            axisLine={false}
            minTickGap={64}
            interval="equidistantPreserveStart"
            tickMargin={8}
          />
          <YAxis
            orientation="right"
            width={58}
            tickCount={4}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => compact.format(value)}
            domain={["auto", "auto"]}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--control)", strokeDasharray: "3 3" }}
            content={({ active, payload, label }) =>
              active && payload?.length ? (
                <PlotTip
                  title={longName(String(label))}
                  rows={points
                    .filter((point) => point.date === label)
                    .flatMap((point) => [
                      { label: "Equity", text: formatUsd(point.equity) },
                      ...(point.contributions === undefined
                        ? []
                        : [{ label: "Paid in, net", text: formatUsd(point.contributions) }]),
                    ])}
                />
              ) : null
            }
          />
          <Area
            dataKey="contributions"
            type="stepAfter"
            stroke="var(--control)"
            strokeDasharray="3 4"
            fill="var(--muted)"
            fillOpacity={0.1}
            isAnimationActive={false}
            activeDot={false}
          />
          <Area
            dataKey="equity"
            type="linear"
            stroke="var(--accent)"
            strokeWidth={1.75}
            fill={`url(#${gradient})`}
            isAnimationActive={false}
            activeDot={{ r: 3.5, fill: "var(--accent)", stroke: "var(--surface)" }}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}
