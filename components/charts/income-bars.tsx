"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { IncomeMonth } from "@/components/charts/income-month";
import { LegendMark } from "@/components/charts/legend-mark";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/domain/money/format";
import { formatMonth } from "@/domain/time/format";

const Plot = dynamic(
  () => import("@/components/charts/income-bars-plot").then((module) => module.IncomeBarsPlot),
  {
    ssr: false,
    loading: () => <Skeleton className="mx-4 h-52" />,
  },
);

type IncomeBarsProps = { months: readonly IncomeMonth[]; label: string };

/** Income month by month: what has come, and what is announced. */
export function IncomeBars({ months, label }: IncomeBarsProps) {
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["Month", "Received, USD", "Announced, USD"],
        rows: () =>
          months.map(({ month, received, expected }) => [
            formatMonth(month),
            formatMoney(received),
            formatMoney(expected),
          ]),
      }}
      note={
        <span className="flex items-center gap-3">
          <LegendMark className="bg-accent">Received</LegendMark>
          <LegendMark className="bg-control">Announced</LegendMark>
        </span>
      }
    >
      <Plot months={months} />
    </ChartFrame>
  );
}
