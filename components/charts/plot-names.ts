/** A name under a plot. `at` is its place from the left edge (0) to the right one (1). */
export type PlotName = {
  at: number;
  text: string /** Left out where the plot is narrow. */;
  isMinor: boolean;
};

/** A name under so many points fits a desk; a phone has room for every other one. */
const NAMED = 8;

/** Evenly spread names of points that lie from edge to edge, the first one named first. */
export function namesOfPoints(texts: readonly string[]): PlotName[] {
  const every = Math.max(1, Math.ceil(texts.length / NAMED));
  const last = Math.max(1, texts.length - 1);
  return texts.flatMap((text, place) =>
    place % every === 0 ? [{ at: place / last, text, isMinor: place % (2 * every) !== 0 }] : [],
  );
}
