"use client";

import { Pie, PieChart, Tooltip } from "recharts";
import { PlotTip } from "@/components/charts/plot-tip";
import { sliceColour } from "@/components/charts/slice-colours";

type AllocationPlotProps = { slices: readonly { name: string; share: number; text: string }[] };

const SIZE = 144;

/** The ring of Allocation; loaded after the page. */
export function AllocationPlot({ slices }: AllocationPlotProps) {
  const data = slices.map((slice, place) => ({ ...slice, fill: sliceColour(place) }));
  return (
    <PieChart width={SIZE} height={SIZE} accessibilityLayer={false}>
      <Pie
        data={data}
        dataKey="share"
        nameKey="name"
        innerRadius={48}
        outerRadius={71}
        startAngle={90}
        endAngle={-270}
        stroke="var(--surface)"
        strokeWidth={2}
        isAnimationActive={false}
        rootTabIndex={-1}
      />
      <Tooltip
        isAnimationActive={false}
        content={({ active, payload }) => {
          const entry = slices.find((slice) => slice.name === payload?.[0]?.name);
          return active && entry ? (
            <PlotTip title={entry.name} rows={[{ label: "Weight", text: entry.text }]} />
          ) : null;
        }}
      />
    </PieChart>
  );
}
