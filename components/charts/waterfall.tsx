"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { WaterfallStep } from "@/components/charts/waterfall-step";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney, formatSigned } from "@/domain/money/format";

const Plot = dynamic(
  () => import("@/components/charts/waterfall-plot").then((module) => module.WaterfallPlot),
  {
    ssr: false,
    loading: () => <Skeleton className="mx-4 h-72 xl:h-124" />,
  },
);

type WaterfallProps = { steps: readonly WaterfallStep[]; label: string };

/** How one amount became another: bars that rise and fall between two that stand. */
export function Waterfall({ steps, label }: WaterfallProps) {
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["What", "USD"],
        rows: () =>
          steps.map((step) => [
            step.name,
            step.kind === "total" ? formatMoney(step.amount) : formatSigned(step.amount),
          ]),
      }}
    >
      <Plot steps={steps} />
    </ChartFrame>
  );
}
