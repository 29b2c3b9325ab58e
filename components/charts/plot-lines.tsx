import type { ReactNode } from "react";
import { PATH_BOX } from "@/components/charts/plot-path";

type PlotLinesProps = {
  lines: readonly {
    path: string;
    /** How it is drawn: "stroke-accent". */
    className: string;
    /** Lengths of dashes and gaps, in pixels. */
    dashes?: string;
    width?: number;
  }[];
  /** Drawn below the lines: areas, and what they are filled with. */
  children?: ReactNode;
};

/** Curves over the whole plot: stretched with it, their strokes as wide as ever. */
export function PlotLines({ lines, children }: PlotLinesProps) {
  return (
    <svg
      viewBox={`0 0 ${PATH_BOX.width} ${PATH_BOX.height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 h-full w-full overflow-visible"
    >
      {children}
      {lines.map(({ path, className, dashes, width = 1.75 }) => (
        <path
          key={className}
          d={path}
          className={className}
          fill="none"
          strokeWidth={width}
          strokeDasharray={dashes}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
