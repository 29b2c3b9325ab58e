"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { BAR_GRID, BAR_NAMES, BAR_VALUES } from "@/components/charts/bar-axes";
import type { IncomeMonth } from "@/components/charts/income-month";
import { compactNumbers } from "@/components/charts/plot-number";
import { PlotTip } from "@/components/charts/plot-tip";
import { formatUsd } from "@/domain/money/format";
import { formatMonth } from "@/domain/time/format";

/** The bars of IncomeBars; loaded after the page. */
export function IncomeBarsPlot({ months }: { months: readonly IncomeMonth[] }) {
  const data = months.map(({ month, received, expected }) => ({
    month,
    received: Number(received),
    expected: Number(expected),
  }));
  const compact = compactNumbers([0, ...data.map(({ received, expected }) => received + expected)]);
  return (
    <div className="h-52">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={data}
          margin={{ top: 8, right: 8, bottom: 0, left: 4 }}
          barCategoryGap="28%"
          accessibilityLayer={false}
        >
          <CartesianGrid {...BAR_GRID} />
          <XAxis
            dataKey="month"
            {...BAR_NAMES}
            tickFormatter={(month: string) => formatMonth(month).slice(0, 3)}
          />
          <YAxis
            width={52}
            tickCount={4}
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
                  title={formatMonth(month.month)}
                  rows={[
                    { label: "Received", text: formatUsd(month.received) },
                    { label: "Announced", text: formatUsd(month.expected) },
                  ]}
                />
              );
            }}
          />
          <Bar
            dataKey="received"
            stackId="income"
            fill="var(--accent)"
            maxBarSize={28}
            isAnimationActive={false}
          />
          <Bar
            dataKey="expected"
            stackId="income"
            fill="var(--control)"
            maxBarSize={28}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
