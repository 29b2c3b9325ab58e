"use client";

import { type PointerEvent, type ReactNode, useState } from "react";
import type { PlotName } from "@/components/charts/plot-names";
import { percent, type PlotScale, shareOf } from "@/components/charts/plot-scale";
import { PlotTip, type PlotTipRow } from "@/components/charts/plot-tip";
import { cx } from "@/components/ui/cx";

type PlotFrameProps = {
  scale: PlotScale;
  tickText: (value: number) => string;
  /** A line at each value of the axis, the one at zero the strongest. */
  hasLines?: boolean;
  /** What stands along the foot. */
  names: readonly PlotName[];
  /** How many points are drawn side by side, from edge to edge. */
  count: number;
  /** What is said of the one under the pointer; `dot` is the value that is marked there. */
  tip: (place: number) => { title: string; rows: readonly PlotTipRow[]; dot?: number | null };
  /** The drawing: see PlotLines. */
  children: ReactNode;
};

/**
 * The frame of a curve that is painted with the page: its axes, the names along its foot, and what is said of the place
 * under the pointer. All of it is plain markup in shares of the plot, so the server draws it and no script has to
 * measure. Charts further down are recharts'.
 */
export function PlotFrame(props: PlotFrameProps) {
  const { scale, tickText, hasLines = false, names, children, count } = props;
  const [place, setPlace] = useState<number | null>(null);

  function follow(event: PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = Math.round(((event.clientX - left) / width) * (count - 1));
    setPlace(Math.min(count - 1, Math.max(0, at)));
  }

  return (
    <div className="tabular grid h-full grid-cols-[minmax(0,1fr)_3.625rem] grid-rows-[minmax(0,1fr)_1.75rem] text-label text-muted">
      <div className="relative col-start-2 row-start-1">
        {scale.ticks.map((tick) => (
          <span
            key={tick}
            className="absolute left-2 translate-y-1/2 leading-none whitespace-nowrap"
            style={{ bottom: percent(shareOf(scale, tick)) }}
          >
            {tickText(tick).replace("-", "\u2212")}
          </span>
        ))}
      </div>
      <div
        className="relative col-start-1 row-start-1 touch-pan-y"
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => setPlace(null)}
        onPointerCancel={() => setPlace(null)}
      >
        {hasLines
          ? scale.ticks.map((tick) => (
              <span
                key={tick}
                className={cx("absolute inset-x-0 h-px", tick === 0 ? "bg-line-strong" : "bg-line")}
                style={{ bottom: percent(shareOf(scale, tick)) }}
              />
            ))
          : null}
        {children}
        {place !== null && place < count ? <Pointed {...props} place={place} /> : null}
      </div>
      <div className="relative col-start-1 row-start-2">
        {names.map((name) => (
          <PlotNameText key={name.at} {...name} />
        ))}
      </div>
    </div>
  );
}

/** A name in the middle under its place; the first one begins at the card's edge, the last one of a curve ends there. */
function PlotNameText({ at, text, isMinor }: PlotName) {
  return (
    <span
      className={cx(
        "absolute top-2 leading-none whitespace-nowrap",
        isMinor && "max-md:hidden",
        at === 0 ? "pl-1 md:pl-4" : at > 0.96 ? "-translate-x-full" : "-translate-x-1/2",
      )}
      style={{ left: percent(at) }}
    >
      {text}
    </span>
  );
}

/** The line through a point, the mark on it, and what is said of it, on the side where there is room. */
function Pointed({ place, count, scale, tip }: PlotFrameProps & { place: number }) {
  const { title, rows, dot } = tip(place);
  const at = place / Math.max(1, count - 1);
  return (
    <>
      <span
        className="pointer-events-none absolute inset-y-0 border-l border-dashed border-control"
        style={{ left: percent(at) }}
      />
      {dot === undefined || dot === null ? null : (
        <span
          className="pointer-events-none absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-pill bg-accent ring-1 ring-surface"
          style={{ left: percent(at), bottom: percent(shareOf(scale, dot)) }}
        />
      )}
      <div
        className={cx(
          "pointer-events-none absolute top-1 z-10 w-max max-w-full",
          at > 0.5 ? "-translate-x-full pr-3" : "pl-3",
        )}
        style={{ left: percent(at) }}
      >
        <PlotTip title={title} rows={rows} />
      </div>
    </>
  );
}
