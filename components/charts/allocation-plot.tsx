import { sliceColour } from "@/components/charts/slice-colours";

type AllocationPlotProps = { slices: readonly { name: string; share: number; text: string }[] };

/** A ring of so many hundredths; the stroke is measured in the same box. */
const ROUND = 100;
const GAP = 0.5;
/** A circle of this radius is 100 around; the box has room for half of its stroke besides. */
const RADIUS = ROUND / (2 * Math.PI);
const STROKE = 5;

/** The ring of Allocation, from the top on. The legend beside it says the same; a pointer is told by the slice itself. */
export function AllocationPlot({ slices }: AllocationPlotProps) {
  const starts = slices.map((_, place) => slices.slice(0, place).reduce((sum, { share }) => sum + share, 0));
  return (
    <svg viewBox="-18.5 -18.5 37 37" className="size-36 shrink-0">
      {slices.map(({ name, share, text }, place) => (
        <circle
          key={name}
          r={RADIUS}
          fill="none"
          stroke={sliceColour(place)}
          strokeWidth={STROKE}
          strokeDasharray={`${Math.max(0.3, share * ROUND - (slices.length > 1 ? GAP : 0)).toFixed(3)} ${ROUND}`}
          strokeDashoffset={(-(starts[place] ?? 0) * ROUND).toFixed(3)}
          transform="rotate(-90)"
        >
          <title>{`${name}: ${text}`}</title>
        </circle>
      ))}
    </svg>
  );
}
