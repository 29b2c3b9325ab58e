import type { MonthPair } from "@/components/charts/month-pair";
import { type PlotBar, PlotBars } from "@/components/charts/plot-bars";
import { PlotFrame } from "@/components/charts/plot-frame";
import { namesOfBands } from "@/components/charts/plot-names";
import { compactNumbers, plotNumber } from "@/components/charts/plot-number";
import { plotScale } from "@/components/charts/plot-scale";
import { formatQuantity } from "@/domain/money/format";

type TradesByMonthPlotProps = {
  months: readonly MonthPair[];
  currentLabel: string;
  previousLabel: string;
  unit: string;
};

const barOf = (value: string | null, className: string): PlotBar[] =>
  value === null || value === "0" ? [] : [{ from: 0, to: plotNumber(value), className }];

/** The bars of TradesByMonth: last year's beside this year's. */
export function TradesByMonthPlot({ months, currentLabel, previousLabel, unit }: TradesByMonthPlotProps) {
  const known = months
    .flatMap(({ current, previous }) => [current, previous])
    .filter((value) => value !== null);
  const scale = plotScale(known.map(plotNumber), { about: 4, hasZero: true, isWhole: true });
  const compact = compactNumbers(scale.ticks);
  return (
    <PlotFrame
      scale={scale}
      tickText={(value) => compact.format(value)}
      names={namesOfBands(months.map(({ month }) => month))}
      count={months.length}
      kind="bands"
      tip={(place) => ({
        title: `${months[place]?.month ?? ""}, ${unit}`,
        rows: [
          { label: currentLabel, text: formatQuantity(months[place]?.current) },
          { label: previousLabel, text: formatQuantity(months[place]?.previous) },
        ],
      })}
    >
      <PlotBars
        scale={scale}
        columnClass="max-w-5.5"
        bands={months.map(({ month, current, previous }) => ({
          id: month,
          columns: [barOf(previous, "bg-control"), barOf(current, "bg-accent")],
        }))}
      />
    </PlotFrame>
  );
}
