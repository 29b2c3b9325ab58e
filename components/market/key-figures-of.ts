import type { Figures } from "@/components/market/market-types";
import { formatMoney, formatPrice, formatQuantity, formatWeight } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

/** Nobody knows it, or there is none. */
const NONE = "n/a";

const price = (value: string | null): string => (value === null ? NONE : formatPrice(value));
const shares = (value: number | null): string => (value === null ? NONE : formatQuantity(String(value)));
const range = (low: string | null, high: string | null): string =>
  low === null || high === null ? NONE : `${formatPrice(low)} – ${formatPrice(high)}`;

/** Dollars a share: cents, or finer where a company pays so. */
const perShare = (value: string): string => (/\.\d{3}/.test(value) ? formatPrice(value) : formatMoney(value));

function dividendOf({ dividend, dividendYield }: Figures): string {
  if (dividend === null) return NONE;
  return dividendYield === null
    ? perShare(dividend)
    : `${perShare(dividend)} (${formatWeight(dividendYield, 2)})`;
}

function exDateOf({ nextExDate, nextDividend }: Figures): string {
  if (nextExDate === null) return NONE;
  return nextDividend === null
    ? formatDate(nextExDate)
    : `${formatDate(nextExDate)}, ${perShare(nextDividend)}`;
}

/** Figures of an instrument in words, in the order in which they are shown. */
export function keyFigures(figures: Figures): { term: string; detail: string }[] {
  return [
    { term: "Previous close", detail: price(figures.previousClose) },
    { term: "Open", detail: price(figures.open) },
    { term: "Day’s range", detail: range(figures.low, figures.high) },
    { term: "52-week range", detail: range(figures.yearLow, figures.yearHigh) },
    { term: "Volume", detail: shares(figures.volume) },
    {
      term: figures.averageDays > 0 ? `Average volume, ${figures.averageDays} days` : "Average volume",
      detail: shares(figures.averageVolume),
    },
    { term: "Market value", detail: figures.marketCap === null ? NONE : formatMoney(figures.marketCap) },
    { term: "Dividend, last 12 months", detail: dividendOf(figures) },
    { term: "Next ex-date", detail: exDateOf(figures) },
  ];
}
