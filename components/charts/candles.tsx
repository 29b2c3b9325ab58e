"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDate, formatTimestamp } from "@/domain/time/format";

/** `time` is the start of the bar in seconds since 1970; volume in shares. */
export type CandleBar = {
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
};

/** A level drawn across the chart: what the reader holds, where an order waits. */
export type CandleLine = { price: number; label: string; tone: "accent" | "gain" | "loss" | "muted" };

export type CandlesProps = {
  /** Oldest first, without the bar that is still growing. */
  bars: readonly CandleBar[];
  /** The last bar as it grows; a later `time` opens the next one. Give it anew with every print. */
  liveBar?: CandleBar;
  lines?: readonly CandleLine[];
  /** Days rather than minutes: labels say dates. */
  isDaily?: boolean;
  priceDecimals?: number;
  /** "AAPL, five minutes" */
  label: string;
  /** Tailwind height classes. */
  heightClass?: string;
};

const TABLE_ROWS = 60;
const DEFAULT_HEIGHT = "h-72 md:h-96";

const Plot = dynamic(() => import("@/components/charts/candles-plot").then((module) => module.CandlesPlot), {
  ssr: false,
  loading: () => <Skeleton className="m-3 h-60" />,
});

/** Open, high, low and close as candles, with the volume underneath; live at its right edge. */
export function Candles({ heightClass = DEFAULT_HEIGHT, ...plot }: CandlesProps) {
  const { bars, isDaily = false, priceDecimals = 2, label } = plot;
  const recent = bars.slice(-TABLE_ROWS).reverse();
  const name = (time: number) =>
    isDaily
      ? formatDate(new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(time * 1000))
      : formatTimestamp(time * 1000);
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["Time", "Open", "High", "Low", "Close", "Volume"],
        rows: recent.map((bar) => [
          name(bar.time),
          ...[bar.open, bar.high, bar.low, bar.close].map((price) => price.toFixed(priceDecimals)),
          bar.volume.toLocaleString("en-US"),
        ]),
      }}
      note={<span>Charts by TradingView Lightweight Charts</span>}
    >
      <div className={heightClass}>
        <Plot {...plot} />
      </div>
    </ChartFrame>
  );
}
