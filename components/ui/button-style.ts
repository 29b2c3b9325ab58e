import { cx } from "@/components/ui/cx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "gain" | "loss";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-accent-ink hover:brightness-110",
  secondary: "border-line-strong bg-surface text-ink hover:bg-tint hover:border-control",
  quiet: "border-transparent bg-transparent text-muted hover:bg-tint hover:text-ink",
  danger: "border-line-strong bg-surface text-danger hover:bg-danger-soft hover:border-danger",
  gain: "border-gain bg-gain text-gain-ink hover:brightness-110",
  loss: "border-loss bg-loss text-loss-ink hover:brightness-110",
};

/** On a phone every size is at least 44 px high; on a desk they are 28, 34 and 42. */
const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-11 px-3 text-small md:min-h-7 md:px-2.5",
  md: "min-h-11 px-4 text-form md:min-h-8.5 md:px-3.5 md:text-small",
  lg: "min-h-12 px-5 text-form md:min-h-10.5",
};

/** The classes of a button, for the button itself and for a link that looks like one; square for an icon alone. */
export function buttonStyle(
  variant: ButtonVariant,
  size: ButtonSize,
  shape: "normal" | "full" | "square" = "normal",
): string {
  return cx(
    "inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 aria-disabled:cursor-default aria-disabled:opacity-55 aria-disabled:brightness-100",
    VARIANTS[variant],
    SIZES[size],
    shape === "full" && "w-full",
    shape === "square" && "aspect-square px-0! md:px-0!",
  );
}
