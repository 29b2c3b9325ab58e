import type { Quote } from "@/components/shell/live-store";
import { formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";

const isBelowDollar = (price: string): boolean => /^0(\.|$)/.test(price);

/** A change of price with its sign, as finely as the price itself is written: "+1.87", "−0.0012" below a dollar. */
export function formatPriceChange(change: string, price: string): string {
  if (!isBelowDollar(price)) return formatSigned(change);
  return change.startsWith("-") || !/[1-9]/.test(change) ? formatPrice(change) : `+${formatPrice(change)}`;
}

/** "187.43 × 600", or a dash where nobody quotes. */
export const sideInWords = (price: string | null, size: number): string =>
  price === null ? "—" : `${formatPrice(price)} × ${formatQuantity(String(size))}`;

/** The change of the day in words, for titles: null before there is a price. */
export const changeOf = (quote: Quote): string | null =>
  quote.change !== null && quote.last !== null ? formatPriceChange(quote.change, quote.last) : null;
