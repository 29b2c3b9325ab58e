"use client";

import { type PointerEvent, type ReactNode, useState } from "react";
import type { PlotName } from "@/components/charts/plot-names";
import { percent, type PlotScale, shareOf } from "@/components/charts/plot-scale";
import { PlotTip, type PlotTipRow } from "@/components/charts/plot-tip";
import { cx } from "@/components/ui/cx";

type PlotFrameProps = {
  scale: PlotScale;
  tickText: (value: number) => string;
  /** The axis of values stands on the left, or on the right of a plot that begins at the very edge. */
  side?: "left" | "right";
  /** What stands along the foot. */
  names: readonly PlotName[];
  /** Long names lean where the plot is narrow. */
  hasLongNames?: boolean;
  hasLines?: boolean;
  /** How many things are drawn side by side, as points from edge to edge or each in a band of its own. */
  count: number;
  kind: "points" | "bands";
  /** What is said of the one under the pointer; `dot` is the value that is marked there. */
  tip: (place: number) => { title: string; rows: readonly PlotTipRow[]; dot?: number | null };
  /** The drawing: lines (see PlotLines), bars (see PlotBars). */
  children: ReactNode;
};

/**
 * The frame that every plot of ours stands in: its axes, the names along its foot, and what is said of the place under
 * the pointer. All of it is plain markup in shares of the plot, so the server draws it and no script has to measure.
 */
export function PlotFrame(props: PlotFrameProps) {
  const { scale, tickText, side = "left", names, hasLongNames = false, hasLines = true, children } = props;
  const { count, kind } = props;
  const [place, setPlace] = useState<number | null>(null);

  function follow(event: PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    const at = kind === "points" ? Math.round(share * (count - 1)) : Math.floor(share * count);
    setPlace(Math.min(count - 1, Math.max(0, at)));
  }

  const isPointed = place !== null && place < count;
  return (
    <div
      className={cx(
        "tabular grid h-full text-label text-muted",
        hasLongNames
          ? "grid-rows-[minmax(0,1fr)_4.5rem] lg:grid-rows-[minmax(0,1fr)_1.75rem]"
          : "grid-rows-[minmax(0,1fr)_1.75rem]",
        side === "left" ? "grid-cols-[3.25rem_minmax(0,1fr)] pr-2" : "grid-cols-[minmax(0,1fr)_3.625rem]",
      )}
    >
      <div className={cx("relative row-start-1", side === "left" ? "col-start-1" : "col-start-2")}>
        {scale.ticks.map((tick) => (
          <span
            key={tick}
            className={cx(
              "absolute translate-y-1/2 leading-none whitespace-nowrap",
              side === "left" ? "right-2" : "left-2",
            )}
            style={{ bottom: percent(shareOf(scale, tick)) }}
          >
            {tickText(tick).replace("-", "\u2212")}
          </span>
        ))}
      </div>
      <div
        className={cx(
          "relative row-start-1 touch-pan-y",
          side === "left" ? "col-start-2" : "col-start-1",
          kind === "bands" && "border-b border-line-strong",
        )}
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
        {isPointed && kind === "bands" ? (
          <span
            className="absolute inset-y-0 bg-sunk"
            style={{ left: percent(place / count), width: percent(1 / count) }}
          />
        ) : null}
        {children}
        {isPointed ? <Pointed {...props} place={place} /> : null}
      </div>
      <div className={cx("relative row-start-2", side === "left" ? "col-start-2" : "col-start-1")}>
        {names.map((name) => (
          <PlotNameText key={name.at} name={name} isLong={hasLongNames} isAtEdge={side === "right"} />
        ))}
      </div>
    </div>
  );
}

type PlotNameTextProps = {
  name: PlotName;
  isLong: boolean;
  /** The plot begins at the very edge of the card: so does its first name. */
  isAtEdge: boolean;
};

/** A name in the middle under its place; the last one of a curve ends there. */
function PlotNameText({ name: { at, text, isMinor }, isLong, isAtEdge }: PlotNameTextProps) {
  return (
    <span
      className={cx(
        "absolute top-2 leading-none whitespace-nowrap",
        isMinor && !isLong && "max-md:hidden",
        isLong
          ? "origin-top-right max-lg:-translate-x-full max-lg:-rotate-40 lg:-translate-x-1/2"
          : at === 0 && isAtEdge
            ? "pl-4"
            : at > 0.98
              ? "-translate-x-full"
              : "-translate-x-1/2",
      )}
      style={{ left: percent(at) }}
    >
      {text}
    </span>
  );
}

/** The line through a point, the mark on it, and what is said of it, on the side where there is room. */
function Pointed({ place, count, kind, scale, tip }: PlotFrameProps & { place: number }) {
  const { title, rows, dot } = tip(place);
  const at = kind === "points" ? place / Math.max(1, count - 1) : (place + 0.5) / count;
  return (
    <>
      {kind === "points" ? (
        <span
          className="pointer-events-none absolute inset-y-0 border-l border-dashed border-control"
          style={{ left: percent(at) }}
        />
      ) : null}
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
