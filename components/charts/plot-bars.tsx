import { percent, type PlotScale, shareOf } from "@/components/charts/plot-scale";
import { cx } from "@/components/ui/cx";

export type PlotBar = {
  from: number;
  to: number;
  /** "bg-accent" */
  className: string;
};

type PlotBarsProps = {
  scale: PlotScale;
  /** Band by band, in each its columns side by side, in each column its bars: those of a stack follow each other. */
  bands: readonly { id: string; columns: readonly (readonly PlotBar[])[] }[];
  /** How wide a column becomes at most: "max-w-7". */
  columnClass: string;
};

/** Bars of a plot whose kind is "bands". One that stands for something is never too low to be seen. */
export function PlotBars({ scale, bands, columnClass }: PlotBarsProps) {
  return bands.map(({ id, columns }, place) => (
    <div
      key={id}
      className="absolute inset-y-0"
      style={{ left: percent(place / bands.length), width: percent(1 / bands.length) }}
    >
      <div className="mx-auto flex h-full w-3/4 justify-center gap-0.5">
        {columns.map((bars, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <div key={column} className={cx("relative h-full min-w-0 flex-1", columnClass)}>
            {bars.map(({ from, to, className }) => (
              <span
                key={className}
                className={cx("absolute inset-x-0 min-h-0.5 rounded-t-xs", className)}
                style={{
                  bottom: percent(shareOf(scale, Math.min(from, to))),
                  height: percent(Math.abs(shareOf(scale, to) - shareOf(scale, from))),
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  ));
}
