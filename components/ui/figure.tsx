import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

const SIZES = {
  lg: "text-figure tracking-[-0.03em]",
  md: "text-title tracking-[-0.015em]",
  sm: "text-heading",
};

type FigureProps = {
  label: ReactNode;
  /** Already formatted. */
  value: ReactNode;
  /** Under the number: a change, a note. */
  detail?: ReactNode;
  size?: keyof typeof SIZES;
};

/** One of the numbers that matter, with its name. */
export function Figure({ label, value, detail, size = "md" }: FigureProps) {
  return (
    <dl className="min-w-0">
      <dt className="text-label text-muted">{label}</dt>
      <dd className={cx("tabular mt-0.5 font-semibold", SIZES[size])}>{value}</dd>
      {detail ? <dd className="tabular mt-1.5 text-base text-muted">{detail}</dd> : null}
    </dl>
  );
}
