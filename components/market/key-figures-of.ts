import type { Bar } from "@/components/market/market-types";
import type { Quote } from "@/components/shell/live-store";
import { formatPrice, formatQuantity } from "@/domain/money/format";

/** Trading days that the average volume looks at. */
const AVERAGE_DAYS = 30;
const NONE = "—";

const price = (value: number): string => formatPrice(value.toFixed(4));
const shares = (value: number): string => formatQuantity(value.toFixed(0));
const range = (low: number, high: number): string => `${price(low)} – ${price(high)}`;

/** Figures of an instrument from its daily bars, the last of which is today's or the last trading day's. */
export function keyFigures(days: readonly Bar[], quote: Quote | null): { term: string; detail: string }[] {
  const today = days.at(-1);
  const before = days.slice(0, -1).slice(-AVERAGE_DAYS);
  const averageVolume = before.reduce((sum, day) => sum + day.volume, 0) / Math.max(1, before.length);
  return [
    { term: "Previous close", detail: quote?.previousClose ? formatPrice(quote.previousClose) : NONE },
    { term: "Open", detail: today ? price(today.open) : NONE },
    { term: "Day’s range", detail: today ? range(today.low, today.high) : NONE },
    {
      term: days.length > 240 ? "52-week range" : `Range of ${days.length} trading days`,
      detail: today
        ? range(Math.min(...days.map((day) => day.low)), Math.max(...days.map((day) => day.high)))
        : NONE,
    },
    { term: "Volume", detail: today ? shares(today.volume) : NONE },
    {
      term: `Average volume, ${Math.max(1, before.length)} days`,
      detail: before.length > 0 ? shares(averageVolume) : NONE,
    },
  ];
}
