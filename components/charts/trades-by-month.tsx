"use client";

import dynamic from "next/dynamic";
import type { MonthPair } from "@/components/charts/month-pair";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Skeleton } from "@/components/ui/skeleton";
import { formatQuantity } from "@/domain/money/format";

type TradesByMonthProps = {
  months: readonly MonthPair[];
  /** "2026" and "2025". */
  currentLabel: string;
  previousLabel: string;
  /** "trades", "shares". */
  unit: string;
  label: string;
};

const Plot = dynamic(
  () => import("@/components/charts/trades-by-month-plot").then((module) => module.TradesByMonthPlot),
  {
    ssr: false,
    loading: () => <Skeleton className="mx-4 h-64" />,
  },
);

/** This year's months beside last year's. */
export function TradesByMonth({ months, currentLabel, previousLabel, unit, label }: TradesByMonthProps) {
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["Month", `${currentLabel}, ${unit}`, `${previousLabel}, ${unit}`],
        rows: () =>
          months.map((month) => [month.month, formatQuantity(month.current), formatQuantity(month.previous)]),
      }}
      note={
        <span className="flex items-center gap-3">
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-[3px] bg-accent" /> {currentLabel}
          </span>
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-[3px] bg-control" /> {previousLabel}
          </span>
        </span>
      }
    >
      <Plot months={months} currentLabel={currentLabel} previousLabel={previousLabel} unit={unit} />
    </ChartFrame>
  );
}
