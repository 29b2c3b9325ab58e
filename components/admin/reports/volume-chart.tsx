"use client";

import { useState } from "react";
import { TradesByMonth } from "@/components/charts/trades-by-month";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatMonth } from "@/domain/time/format";

type Report = Outputs["reports"]["tradeVolume"];
type Figures = NonNullable<Report["months"][number]["current"]>;

/** What can be drawn: its name, its unit, and where it stands in a month's figures. */
const MEASURES = {
  trades: { label: "Trades", unit: "trades", of: (figures: Figures) => String(figures.trades) },
  shares: { label: "Shares", unit: "shares", of: (figures: Figures) => figures.shares },
  assets: { label: "Assets", unit: "USD", of: (figures: Figures) => figures.assets },
  accounts: {
    label: "Accounts",
    unit: "accounts",
    of: (figures: Figures) => (figures.asOf ? String(figures.accounts) : null),
  },
} as const;
type Measure = keyof typeof MEASURES;
const OPTIONS = (Object.keys(MEASURES) as Measure[]).map((value) => ({
  value,
  label: MEASURES[value].label,
}));

/** A year's months beside those of the year before. */
export function VolumeChart({ report }: { report: Report }) {
  const [measure, setMeasure] = useState<Measure>("trades");
  const { label, unit, of } = MEASURES[measure];
  const valueOf = (figures: Figures | null) => (figures ? of(figures) : null);
  return (
    <Card
      title={`${label} by month`}
      padding="none"
      aside={
        <SegmentedControl
          label="What the chart shows"
          size="sm"
          value={measure}
          onChange={setMeasure}
          options={OPTIONS}
        />
      }
    >
      <TradesByMonth
        months={report.months.map((row) => ({
          month: formatMonth(row.month).slice(0, 3),
          current: valueOf(row.current),
          previous: valueOf(row.previous),
        }))}
        currentLabel={String(report.year)}
        previousLabel={String(report.year - 1)}
        unit={unit}
        label={`${label} by month, ${report.year} against ${report.year - 1}`}
      />
    </Card>
  );
}
