"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { WaterfallStep } from "@/components/charts/waterfall-step";
import { Skeleton } from "@/components/ui/skeleton";
import { useNear } from "@/components/ui/use-near";
import { formatMoney, formatSigned } from "@/domain/money/format";

const Waiting = () => <Skeleton className="mx-4 h-72 xl:h-124" />;

const Plot = dynamic(
  () => import("@/components/charts/waterfall-plot").then((module) => module.WaterfallPlot),
  {
    ssr: false,
    loading: () => <Waiting />,
  },
);

type WaterfallProps = { steps: readonly WaterfallStep[]; label: string };

/** How one amount became another: bars that rise and fall between two that stand; drawn when it comes near. */
export function Waterfall({ steps, label }: WaterfallProps) {
  const [ref, isNear] = useNear<HTMLDivElement>();
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
      <div ref={ref}>{isNear ? <Plot steps={steps} /> : <Waiting />}</div>
    </ChartFrame>
  );
}
