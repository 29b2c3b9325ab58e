"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { AllocationPlot } from "@/components/charts/allocation-plot";
import { sliceColour } from "@/components/charts/slice-colours";
import { formatMoney, formatWeight } from "@/domain/money/format";

export type Slice = {
  label: string;
  /** Plain decimal, US dollars. */
  value: string;
  /** Its part of the whole, as a ratio: "0.224". */
  weight: string;
};

type AllocationProps = {
  /** Largest first. */
  slices: readonly Slice[];
  label: string;
};

/** The ring names this many; the rest is one slice. */
const NAMED = 5;

/** Where the money is: a ring, and its legend with the weights. */
export function Allocation({ slices, label }: AllocationProps) {
  const rest = slices.slice(NAMED);
  const shown = rest.length > 1 ? slices.slice(0, NAMED) : slices;
  const restWeight = rest.reduce((sum, slice) => sum + Number(slice.weight), 0);
  const legend = [
    ...shown.map((slice) => ({
      name: slice.label,
      share: Number(slice.weight),
      text: formatWeight(slice.weight),
    })),
    ...(rest.length > 1
      ? [{ name: `${rest.length} others`, share: restWeight, text: formatWeight(restWeight.toFixed(6)) }]
      : []),
  ];
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["Holding", "Value, USD", "Weight"],
        rows: () =>
          slices.map((slice) => [slice.label, formatMoney(slice.value), formatWeight(slice.weight)]),
      }}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-4 px-4 pt-1 pb-2">
        <AllocationPlot slices={legend} />
        <ul className="min-w-32 flex-1 text-small">
          {legend.map((entry, place) => (
            <li key={entry.name} className="flex items-center gap-2.5 py-1">
              <svg width="10" height="10" className="shrink-0">
                <rect width="10" height="10" rx="3" fill={sliceColour(place)} />
              </svg>
              <span className="min-w-0 truncate">{entry.name}</span>
              <span className="num ml-auto text-muted">{entry.text}</span>
            </li>
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}
