import { useId } from "react";
import { cx } from "@/components/ui/cx";

type ProgressBarProps = {
  label: string;
  /** Of `max`; leave it out while nobody can tell how much there is. */
  value?: number;
  max?: number;
  /** What is done and what is left: "12 of 40 statements". */
  detail?: string;
  isLabelHidden?: boolean;
  tone?: "accent" | "gain" | "caution";
};

const TONES = { accent: "text-accent", gain: "text-gain", caution: "text-caution" };

/** How far a long job has come. */
export function ProgressBar({
  label,
  value,
  max = 100,
  detail,
  isLabelHidden = false,
  tone = "accent",
}: ProgressBarProps) {
  const id = useId();
  return (
    <div className={cx("grid gap-1.5", TONES[tone])}>
      <div className={cx("flex items-baseline justify-between gap-4 text-small", isLabelHidden && "sr-only")}>
        <label htmlFor={id} className="text-ink">
          {label}
        </label>
        {detail ? <span className="tabular text-muted">{detail}</span> : null}
      </div>
      <progress
        id={id}
        value={value}
        max={max}
        className={cx(
          "progress-line h-1 w-full overflow-hidden rounded-pill",
          value === undefined && "is-waiting",
        )}
      />
    </div>
  );
}
