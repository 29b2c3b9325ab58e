export type WaterfallStep = {
  /** In full, for the table; `label` is what the axis has room for, and names the step among the others. */
  name: string;
  label: string;
  /** Plain decimal, US dollars: what stands there for a `total`, what is added (below zero: taken away) for the rest. */
  amount: string;
  kind: "total" | "change";
};

/** A bar as it is drawn, in float64: from where to where. Pictures only. */
export type WaterfallBar = WaterfallStep & { span: [number, number]; way: "total" | "up" | "down" };

/** Each change begins where the one before it ended; totals stand on zero. */
export function waterfallBars(steps: readonly WaterfallStep[]): WaterfallBar[] {
  let level = 0;
  return steps.map((step) => {
    const amount = Number(step.amount);
    const from = step.kind === "total" ? 0 : level;
    level = from + amount;
    const way = step.kind === "total" ? "total" : amount < 0 ? "down" : "up";
    return { ...step, span: [Math.min(from, level), Math.max(from, level)], way };
  });
}
