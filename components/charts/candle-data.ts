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
