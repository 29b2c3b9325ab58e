import { cx } from "@/components/ui/cx";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

type CountBadgeProps = {
  count: number;
  tone?: "neutral" | "accent";
  /** Read after the number: "open orders". */
  label?: string;
};

/** A small number in a pill. */
export function CountBadge({ count, tone = "neutral", label }: CountBadgeProps) {
  return (
    <span
      className={cx(
        "tabular inline-flex min-w-5 justify-center rounded-pill px-1.5 text-label font-medium",
        tone === "accent" ? "bg-accent-soft text-accent" : "bg-tint text-muted",
      )}
    >
      {count}
      {label ? <VisuallyHidden> {label}</VisuallyHidden> : null}
    </span>
  );
}
