import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export type Tone = "neutral" | "accent" | "gain" | "loss" | "caution" | "danger";

const TONES: Record<Tone, string> = {
  neutral: "bg-tint text-muted",
  accent: "bg-accent-soft text-accent",
  gain: "bg-gain-soft text-gain",
  loss: "bg-loss-soft text-loss",
  caution: "bg-caution-soft text-caution",
  danger: "bg-danger-soft text-danger",
};

type StatusPillProps = {
  tone?: Tone;
  /** A dot for what is going on right now. */
  dot?: boolean;
  children: ReactNode;
};

/** The state of something, in words; the colour only repeats them. */
export function StatusPill({ tone = "neutral", dot = false, children }: StatusPillProps) {
  return (
    <span
      className={cx(
        "tabular inline-flex items-center gap-1.5 rounded-pill px-2 py-0.5 text-label leading-[1.35]",
        TONES[tone],
      )}
    >
      {dot ? <span aria-hidden className="size-1.75 shrink-0 rounded-full bg-current" /> : null}
      <span>{children}</span>
    </span>
  );
}
