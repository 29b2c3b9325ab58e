/**
 * One hue in steps from strong to pale, in the order of size: neighbours differ in lightness, so that the rings can
 * be told apart without seeing colour. The last ones share the palest step.
 */
const STEPS = [
  "var(--accent)",
  "color-mix(in oklab, var(--accent) 76%, var(--surface))",
  "color-mix(in oklab, var(--accent) 56%, var(--surface))",
  "color-mix(in oklab, var(--accent) 40%, var(--surface))",
  "color-mix(in oklab, var(--accent) 28%, var(--surface))",
  "var(--line-strong)",
] as const;

/** The colour of the slice that comes at this place, counted from 0. */
export const sliceColour = (place: number): string => STEPS[Math.min(place, STEPS.length - 1)] ?? STEPS[0];
