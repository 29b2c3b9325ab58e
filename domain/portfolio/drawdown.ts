import { noRate, rateFigure, type RateFigure } from "@/domain/portfolio/answer";
import type { LocalDate } from "@/domain/time/instant";

/** `depth` is zero or below: -0.2 is a fifth less than at the peak. The days are null where there was no fall. */
export type Drawdown = {
  depth: RateFigure;
  peak: LocalDate | null;
  trough: LocalDate | null;
  /** The first day at the height of the peak again; null while it is not. */
  recovered: LocalDate | null;
};

export type IndexDay = { day: LocalDate; index: number };

/** What float64 leaves of two equal values after many products. */
const NOISE = 1e-12;

/** The deepest fall of an index from its highest point until then (FORMULAS.drawdown). The first of equal ones. */
export function deepestDrawdown(days: readonly IndexDay[]): Drawdown {
  const [first] = days;
  const none = { peak: null, trough: null, recovered: null };
  if (!first || days.length < 2) return { depth: noRate("NO_DAYS"), ...none };
  let high = first;
  let deepest: { depth: number; peak: IndexDay; trough: IndexDay } | null = null;
  for (const point of days) {
    if (point.index >= high.index) high = point;
    const depth = high.index > 0 ? point.index / high.index - 1 : 0;
    if (depth < (deepest?.depth ?? 0) - NOISE) deepest = { depth, peak: high, trough: point };
  }
  if (!deepest) return { depth: rateFigure(0), ...none };
  const { depth, peak, trough } = deepest;
  const back = days.find(({ day, index }) => day > trough.day && index >= peak.index * (1 - NOISE));
  return { depth: rateFigure(depth), peak: peak.day, trough: trough.day, recovered: back?.day ?? null };
}
