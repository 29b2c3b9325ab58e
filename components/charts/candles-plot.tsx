"use client";

import {
  CandlestickSeries,
  createChart,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type Time,
  TickMarkType,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import type { CandleBar, CandleLine, CandlesProps } from "@/components/charts/candle-data";
import { type ChartColours, readColours, watchColours } from "@/components/charts/chart-colours";
import { formatDate, formatDateTime, formatTime } from "@/domain/time/format";

type Drawing = {
  chart: IChartApi;
  prices: ISeriesApi<"Candlestick">;
  volumes: ISeriesApi<"Histogram">;
  colours: ChartColours;
  /** The first bar of the series that was last fitted into view. */
  fittedFrom: number | null;
};

const stamp = (time: number) => time as UTCTimestamp;
/** Our bars carry instants only; the library's other forms of time do not occur. */
const millis = (time: Time): number => (typeof time === "number" ? time * 1000 : 0);
const dayInNewYork = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });

function tickLabel(time: Time, kind: TickMarkType): string {
  const date = formatDate(dayInNewYork.format(millis(time)));
  if (kind === TickMarkType.Year) return date.slice(-4);
  if (kind === TickMarkType.Month) return date.split(" ")[1] ?? date;
  return kind === TickMarkType.DayOfMonth ? date.slice(0, -5) : formatTime(millis(time)).slice(0, 5);
}

const toCandle = (bar: CandleBar) => ({ ...bar, time: stamp(bar.time) });
const toVolume = (bar: CandleBar, colours: ChartColours) => ({
  time: stamp(bar.time),
  value: bar.volume,
  color: `${bar.close < bar.open ? colours.loss : colours.gain}48`,
});

function dress({ chart, prices }: Drawing, colours: ChartColours) {
  chart.applyOptions({
    layout: { textColor: colours.muted },
    grid: { vertLines: { visible: false }, horzLines: { color: colours.line } },
    crosshair: {
      vertLine: { color: colours.muted, labelBackgroundColor: colours.ink },
      horzLine: { color: colours.muted, labelBackgroundColor: colours.ink },
    },
  });
  prices.applyOptions({
    upColor: colours.gain,
    downColor: colours.loss,
    wickUpColor: colours.gain,
    wickDownColor: colours.loss,
    priceLineColor: colours.accent,
  });
}

function draw(container: HTMLElement, isDaily: boolean, decimals: number): Drawing {
  const colours = readColours(container);
  const chart = createChart(container, {
    autoSize: true,
    layout: {
      // Its logo brings a style element that a content policy with nonces refuses; the credit stands below in words.
      attributionLogo: false,
      background: { color: "transparent" },
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 11,
    },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.06, bottom: 0.24 } },
    timeScale: { borderVisible: false, timeVisible: !isDaily, rightOffset: 3, tickMarkFormatter: tickLabel },
    localization: {
      locale: "en-US",
      timeFormatter: (time: Time) =>
        isDaily ? formatDate(dayInNewYork.format(millis(time))) : formatDateTime(millis(time)),
    },
    handleScroll: { vertTouchDrag: false },
  });
  const prices = chart.addSeries(CandlestickSeries, {
    borderVisible: false,
    priceFormat: { type: "price", precision: decimals, minMove: 1 / 10 ** decimals },
  });
  const volumes = chart.addSeries(HistogramSeries, {
    priceScaleId: "volume",
    priceFormat: { type: "volume" },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  const drawing = { chart, prices, volumes, colours, fittedFrom: null };
  dress(drawing, colours);
  return drawing;
}

function ruleLines({ prices, colours }: Drawing, lines: readonly CandleLine[]): IPriceLine[] {
  return lines.map((line) =>
    prices.createPriceLine({
      price: line.price,
      title: line.label,
      color: colours[line.tone],
      lineWidth: 1,
      lineStyle: LineStyle.Dashed,
      axisLabelVisible: true,
    }),
  );
}

/** Pixels a bar: minutes are looked at one by one, days as a year. */
const BAR_WIDTH = { minutes: 7, days: 3.5 };
const ROOM_ON_THE_RIGHT = 3;

/** As many of the newest bars as can be told apart; the reader scrolls and zooms from there. */
function showRecent({ chart }: Drawing, count: number, isDaily: boolean) {
  const fitting = chart.timeScale().width() / (isDaily ? BAR_WIDTH.days : BAR_WIDTH.minutes);
  if (fitting < 1) return chart.timeScale().fitContent();
  chart.timeScale().setVisibleLogicalRange({ from: count - fitting, to: count + ROOM_ON_THE_RIGHT });
}

const NO_LINES: readonly CandleLine[] = [];

/** The picture of Candles; loaded after the page. */
export function CandlesPlot({
  bars,
  liveBar,
  lines = NO_LINES,
  isDaily = false,
  priceDecimals = 2,
}: CandlesProps) {
  const container = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(null);

  // The chart lives as long as its kind of time and its precision do; everything else is fed into it.
  useEffect(() => {
    if (!container.current) return;
    const element = container.current;
    const made = draw(element, isDaily, priceDecimals);
    drawing.current = made;
    return () => {
      drawing.current = null;
      made.chart.remove();
    };
  }, [isDaily, priceDecimals]);

  useEffect(() => {
    const at = drawing.current;
    if (!at) return;
    const fill = () => {
      at.prices.setData(bars.map(toCandle));
      at.volumes.setData(bars.map((bar) => toVolume(bar, at.colours)));
    };
    fill();
    // A series that only grew keeps the reader's own view of it.
    const from = bars[0]?.time ?? null;
    if (at.fittedFrom !== from) showRecent(at, bars.length, isDaily);
    at.fittedFrom = from;
    return watchColours(() => {
      if (!container.current) return;
      at.colours = readColours(container.current);
      dress(at, at.colours);
      fill();
    });
  }, [bars, isDaily, priceDecimals]);

  useEffect(() => {
    const at = drawing.current;
    const last = bars.at(-1);
    // The library refuses to go back in time: a live bar that the history has overtaken is old news.
    if (!at || !liveBar || (last && liveBar.time < last.time)) return;
    at.prices.update(toCandle(liveBar));
    at.volumes.update(toVolume(liveBar, at.colours));
  }, [liveBar, bars, isDaily, priceDecimals]);

  useEffect(() => {
    const at = drawing.current;
    if (!at) return;
    const ruled = ruleLines(at, lines);
    return () => {
      // The chart may be gone already, and its lines with it.
      if (drawing.current === at) for (const line of ruled) at.prices.removePriceLine(line);
    };
  }, [lines, isDaily, priceDecimals]);

  return <div ref={container} className="h-full w-full" />;
}
