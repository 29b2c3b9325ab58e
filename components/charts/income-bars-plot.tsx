import type { IncomeMonth } from "@/components/charts/income-month";
import { PlotBars } from "@/components/charts/plot-bars";
import { PlotFrame } from "@/components/charts/plot-frame";
import { namesOfBands } from "@/components/charts/plot-names";
import { compactNumbers, plotNumber } from "@/components/charts/plot-number";
import { plotScale } from "@/components/charts/plot-scale";
import { formatUsd } from "@/domain/money/format";
import { formatMonth } from "@/domain/time/format";

/** The bars of IncomeBars: what is announced stands on what has come. */
export function IncomeBarsPlot({ months }: { months: readonly IncomeMonth[] }) {
  const bands = months.map(({ month, received, expected }) => {
    const [came, comes] = [plotNumber(received), plotNumber(expected)];
    return { month, came, sum: came + comes };
  });
  const scale = plotScale(
    bands.flatMap(({ came, sum }) => [came, sum]),
    { about: 4, hasZero: true },
  );
  const compact = compactNumbers(scale.ticks);
  return (
    <PlotFrame
      scale={scale}
      tickText={(value) => compact.format(value)}
      names={namesOfBands(months.map(({ month }) => formatMonth(month).slice(0, 3)))}
      count={months.length}
      kind="bands"
      tip={(place) => tipOf(months[place])}
    >
      <PlotBars
        scale={scale}
        columnClass="max-w-7"
        bands={bands.map(({ month, came, sum }) => ({
          id: month,
          columns: [
            [
              { from: 0, to: came, className: "bg-accent" },
              { from: came, to: sum, className: "bg-control" },
            ].filter(({ from, to }) => from !== to),
          ],
        }))}
      />
    </PlotFrame>
  );
}

function tipOf(month: IncomeMonth | undefined) {
  if (!month) return { title: "", rows: [] };
  return {
    title: formatMonth(month.month),
    rows: [
      { label: "Received", text: formatUsd(month.received) },
      { label: "Announced", text: formatUsd(month.expected) },
    ],
  };
}
