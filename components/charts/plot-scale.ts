/** The values that an axis spans, in float64: pictures only. */
export type PlotScale = {
  low: number;
  high: number /** Round numbers from `low` to `high`. */;
  ticks: readonly number[];
};

const ROUND = [1, 2, 5, 10];
/** How far an axis reaches beyond values that are all one, as a part of them. */
const ROOM = 0.05;

/** A step of one, two or five times a power of ten, at least as large as the one asked for. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (ROUND.find((times) => times * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** An axis with round ends around all these values, with about so many ticks. */
export function plotScale(values: readonly number[], about: number): PlotScale {
  const all = values.length === 0 ? [0] : values;
  let low = all.reduce((least, value) => Math.min(least, value), Infinity);
  let high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low === high) {
    const room = Math.abs(low) * ROOM || 1;
    low -= room;
    high += room;
  }
  const step = roundStep((high - low) / (about - 1));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // A multiple of a step that float64 cannot hold: 3 × 0.1.
  const ticks = Array.from({ length: last - first + 1 }, (_, n) =>
    Number(((first + n) * step).toPrecision(12)),
  );
  return { low: ticks[0] ?? low, high: ticks.at(-1) ?? high, ticks };
}

/** Where a value lies between the ends of its axis: 0 at the lower, 1 at the upper one. */
export const shareOf = ({ low, high }: PlotScale, value: number): number => (value - low) / (high - low);

/** A share of the plot as CSS wants it. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(3))}%`;
