import { PlotBars } from "@/components/charts/plot-bars";
import { PlotFrame } from "@/components/charts/plot-frame";
import { namesOfBands } from "@/components/charts/plot-names";
import { compactNumbers } from "@/components/charts/plot-number";
import { plotScale } from "@/components/charts/plot-scale";
import { type WaterfallStep, waterfallBars } from "@/components/charts/waterfall-step";
import { formatSigned, formatUsd } from "@/domain/money/format";

const FILLS = { total: "bg-accent", up: "bg-gain", down: "bg-loss" };

/** The bars of Waterfall. */
export function WaterfallPlot({ steps }: { steps: readonly WaterfallStep[] }) {
  const bars = waterfallBars(steps);
  const scale = plotScale(
    bars.flatMap(({ span }) => span),
    { about: 5, hasZero: true },
  );
  const compact = compactNumbers(scale.ticks);
  return (
    <PlotFrame
      scale={scale}
      tickText={(value) => compact.format(value)}
      names={namesOfBands(bars.map(({ label }) => label))}
      hasLongNames
      count={bars.length}
      kind="bands"
      tip={(place) => tipOf(steps[place])}
    >
      <PlotBars
        scale={scale}
        columnClass="max-w-16"
        bands={bars.map(({ label, span: [from, to], way }) => ({
          id: label,
          columns: [[{ from, to, className: FILLS[way] }]],
        }))}
      />
    </PlotFrame>
  );
}

function tipOf(step: WaterfallStep | undefined) {
  if (!step) return { title: "", rows: [] };
  const text = step.kind === "total" ? formatUsd(step.amount) : formatSigned(step.amount);
  return { title: step.name, rows: [{ label: "USD", text }] };
}
