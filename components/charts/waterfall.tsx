"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { WaterfallPlot } from "@/components/charts/waterfall-plot";
import type { WaterfallStep } from "@/components/charts/waterfall-step";
import { formatMoney, formatSigned } from "@/domain/money/format";

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
      <div className="h-72 pt-2 xl:h-124">
        <WaterfallPlot steps={steps} />
      </div>
    </ChartFrame>
  );
}
