"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { BAR_GRID, BAR_NAMES, BAR_VALUES } from "@/components/charts/bar-axes";
import { PlotTip } from "@/components/charts/plot-tip";
import type { MonthPair } from "@/components/charts/month-pair";
import { formatQuantity } from "@/domain/money/format";

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

type TradesByMonthPlotProps = {
  months: readonly MonthPair[];
  currentLabel: string;
  previousLabel: string;
  unit: string;
};

/** The bars of TradesByMonth; loaded after the page. */
export function TradesByMonthPlot({ months, currentLabel, previousLabel, unit }: TradesByMonthPlotProps) {
  const data = months.map(({ month, current, previous }) => ({
    month,
    current: current === null ? null : Number(current),
    previous: previous === null ? null : Number(previous),
  }));
  return (
    <div className="h-64">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={data}
          margin={{ top: 8, right: 16, bottom: 0, left: 4 }}
          barGap={2}
          barCategoryGap="28%"
          accessibilityLayer={false}
        >
          <CartesianGrid {...BAR_GRID} />
          <XAxis dataKey="month" {...BAR_NAMES} />
          <YAxis
            width={52}
            tickCount={4}
            allowDecimals={false}
            {...BAR_VALUES}
            tickFormatter={(value: number) => compact.format(value)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--sunk)" }}
            content={({ active, label }) => {
              const month = months.find((entry) => entry.month === label);
              if (!active || !month) return null;
              return (
                <PlotTip
                  title={`${month.month}, ${unit}`}
                  rows={[
                    { label: currentLabel, text: formatQuantity(month.current) },
                    { label: previousLabel, text: formatQuantity(month.previous) },
                  ]}
                />
              );
            }}
          />
          <Bar
            dataKey="previous"
            fill="var(--control)"
            radius={[3, 3, 0, 0]}
            maxBarSize={22}
            isAnimationActive={false}
          />
          <Bar
            dataKey="current"
            fill="var(--accent)"
            radius={[3, 3, 0, 0]}
            maxBarSize={22}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
