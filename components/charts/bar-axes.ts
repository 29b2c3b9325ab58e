/** How the axes of all bar charts look. */
const AXIS_TEXT = { fontSize: 12, fill: "var(--muted)" };

export const BAR_GRID = { vertical: false, stroke: "var(--line)" } as const;
export const BAR_NAMES = {
  tick: AXIS_TEXT,
  tickLine: false,
  axisLine: { stroke: "var(--line-strong)" },
} as const;
export const BAR_VALUES = { tick: AXIS_TEXT, tickLine: false, axisLine: false } as const;
