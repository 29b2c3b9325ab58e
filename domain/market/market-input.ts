import { z } from "zod";

/** How far back a chart looks. */
export const CHART_RANGES = ["1D", "5D", "1M", "6M", "1Y", "5Y"] as const;
export type ChartRange = (typeof CHART_RANGES)[number];

export const chartRangeInput = z.enum(CHART_RANGES, { error: "Choose how far back to look." });
