import { cx } from "@/components/ui/cx";

export type Direction = "up" | "down" | "flat";

/** Reads the direction off a formatted change: "+412.20" rises, "−0.81%" falls, "0.00" does neither. */
export function directionOf(text: string): Direction {
  if (!/[1-9]/.test(text)) return "flat";
  if (/^\s*[-\u2212]/.test(text)) return "down";
  return /^\s*\+/.test(text) ? "up" : "flat";
}

const COLOURS: Record<Direction, string> = { up: "text-gain", down: "text-loss", flat: "text-muted" };

type ChangeProps = {
  /** Formatted, with its sign: "+412.20". */
  text: string;
  /** The same in another unit: "+1.01%". */
  detail?: string;
  /** Only where the sign does not tell it. */
  direction?: Direction;
  isStrong?: boolean;
  hasMark?: boolean;
};

/** A gain or a loss: a triangle, a sign and a colour, so that none of the three has to speak alone. */
export function Change({ text, detail, direction, isStrong = false, hasMark = true }: ChangeProps) {
  const way = direction ?? directionOf(text);
  return (
    <span className={cx("tabular whitespace-nowrap", COLOURS[way], isStrong && "font-semibold")}>
      {hasMark && way !== "flat" ? (
        <svg
          aria-hidden
          viewBox="0 0 10 9"
          className={cx("mr-[0.3em] inline-block w-[0.72em]", way === "down" && "rotate-180")}
        >
          <path d="M5 0.5 9.6 8.5H0.4Z" fill="currentColor" />
        </svg>
      ) : null}
      {text}
      {detail ? <span className="font-normal"> {detail}</span> : null}
    </span>
  );
}
