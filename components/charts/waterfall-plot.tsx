"use client";

import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { BAR_GRID, BAR_NAMES, BAR_VALUES } from "@/components/charts/bar-axes";
import { compactNumbers } from "@/components/charts/plot-number";
import { PlotTip } from "@/components/charts/plot-tip";
import { type WaterfallStep, waterfallBars } from "@/components/charts/waterfall-step";
import { useMedia } from "@/components/ui/use-media";
import { formatSigned, formatUsd } from "@/domain/money/format";

const FILLS = { total: "var(--accent)", up: "var(--gain)", down: "var(--loss)" };

/** The bars of Waterfall; loaded after the page. */
export function WaterfallPlot({ steps }: { steps: readonly WaterfallStep[] }) {
  const bars = waterfallBars(steps);
  const compact = compactNumbers(bars.flatMap(({ span }) => span));
  const isWide = useMedia("(min-width: 64rem)");
  return (
    <div className="h-72 xl:h-124">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={bars}
          margin={{ top: 8, right: 8, bottom: 0, left: 4 }}
          barCategoryGap="18%"
          accessibilityLayer={false}
        >
          <CartesianGrid {...BAR_GRID} />
          <XAxis
            dataKey="label"
            {...BAR_NAMES}
            interval={0}
            {...(isWide ? { tickMargin: 6 } : { angle: -40, textAnchor: "end", height: 66 })}
          />
          <YAxis
            width={56}
            tickCount={5}
            {...BAR_VALUES}
            domain={[(low: number) => Math.min(0, low), "auto"]}
            tickFormatter={(value: number) => compact.format(value)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--sunk)" }}
            content={({ active, label }) => {
              const bar = bars.find((entry) => entry.label === label);
              if (!active || !bar) return null;
              const text = bar.kind === "total" ? formatUsd(bar.amount) : formatSigned(bar.amount);
              return <PlotTip title={bar.name} rows={[{ label: "USD", text }]} />;
            }}
          />
          <Bar dataKey="span" isAnimationActive={false} radius={2} maxBarSize={64} minPointSize={2}>
            {bars.map(({ label, way }) => (
              <Cell key={label} fill={FILLS[way]} />
            ))}
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
