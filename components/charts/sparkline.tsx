import { cx } from "@/components/ui/cx";

type SparklineProps = {
  /** Oldest first; plain numbers or decimals. Fewer than two draw nothing. */
  values: readonly (number | string)[];
  /** `auto`: gain or loss by the first and the last value. */
  tone?: "auto" | "accent";
  /** Says what it shows; without it, it is decoration beside the figures. */
  label?: string;
};

const WIDTH = 100;
const HEIGHT = 24;
const EDGE = 2;

/** A trend the size of a word. */
export function Sparkline({ values, tone = "auto", label }: SparklineProps) {
  const numbers = values.map(Number);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined || numbers.length < 2) return null;
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  const points = numbers.map((value, index) => {
    const x = (index / (numbers.length - 1)) * WIDTH;
    const y = HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - 2 * EDGE);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const colour = tone === "accent" ? "text-accent" : last < first ? "text-loss" : "text-gain";
  return (
    <svg
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cx("inline-block h-6 w-22 align-middle", colour)}
    >
      <path
        d={`M${points.join("L")}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
