/** A wire decimal as the drawing libraries want it. Pictures only: what is reckoned never passes through here. */
export const plotNumber = (decimal: string): number => Number(decimal);

/**
 * Writes an axis' numbers short ("25.4K"), with as many digits as it takes to tell its ticks apart: where all values
 * lie close together, "25K" four times over would say nothing.
 */
export function compactNumbers(values: readonly number[]): Intl.NumberFormat {
  const largest = Math.max(1, ...values.map(Math.abs));
  const spread = Math.max(...values) - Math.min(...values);
  const unit = 1000 ** Math.floor(Math.log10(largest) / 3);
  const step = spread > 0 ? spread / 4 : largest;
  const digits = Math.min(3, Math.max(1, Math.ceil(-Math.log10(step / unit))));
  return new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: digits });
}
