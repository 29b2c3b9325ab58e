"use client";

import dynamic from "next/dynamic";
import type { CandlesProps } from "@/components/charts/candle-data";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDate, formatTimestamp } from "@/domain/time/format";

const TABLE_ROWS = 60;
const DEFAULT_HEIGHT = "h-72 md:h-96";

const Plot = dynamic(() => import("@/components/charts/candles-plot").then((module) => module.CandlesPlot), {
  ssr: false,
  loading: () => <Skeleton className="m-3 h-60" />,
});

/** Open, high, low and close as candles, with the volume underneath; live at its right edge. */
export function Candles({ heightClass = DEFAULT_HEIGHT, ...plot }: CandlesProps) {
  const { bars, isDaily = false, priceDecimals = 2, label } = plot;
  const name = (time: number) =>
    isDaily
      ? formatDate(new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(time * 1000))
      : formatTimestamp(time * 1000);
  return (
    <ChartFrame
      label={label}
      table={{
        columns: ["Time", "Open", "High", "Low", "Close", "Volume"],
        rows: () =>
          bars
            .slice(-TABLE_ROWS)
            .reverse()
            .map((bar) => [
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
