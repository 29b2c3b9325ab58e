/** The box that paths are written in; it is stretched over the plot, whatever size that has. */
export const PATH_BOX = { width: 2000, height: 1000 };

type PathOptions = {
  /** Keeps its value until the next one: what was paid in does not come bit by bit. */
  isStepped?: boolean;
};

/**
 * The SVG path of a line through shares of the height (0 at the foot, 1 at the top), evenly spread from edge to edge;
 * what is null is passed over. Empty where there is nothing to draw.
 */
export function linePath(
  shares: readonly (number | null)[],
  { isStepped = false }: PathOptions = {},
): string {
  const last = Math.max(1, shares.length - 1);
  const path: string[] = [];
  for (const [place, share] of shares.entries()) {
    if (share === null) continue;
    const x = Math.round((place / last) * PATH_BOX.width);
    const y = Math.round((1 - share) * PATH_BOX.height);
    if (path.length === 0) path.push(`M${x} ${y}`);
    else path.push(isStepped ? `H${x}V${y}` : `L${x} ${y}`);
  }
  return path.join("");
}

/** The same line, closed along the foot of the plot. */
export function areaPath(shares: readonly (number | null)[], options?: PathOptions): string {
  const line = linePath(shares, options);
  if (line === "") return "";
  const ends = [shares.findIndex((share) => share !== null), shares.findLastIndex((share) => share !== null)];
  const [from = 0, to = 0] = ends.map((place) =>
    Math.round((place / Math.max(1, shares.length - 1)) * PATH_BOX.width),
  );
  return `${line}H${to}V${PATH_BOX.height}H${from}Z`;
}
