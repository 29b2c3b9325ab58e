"use client";

import { type ReactNode, useState } from "react";
import { cx } from "@/components/ui/cx";
import { compareDecimals } from "@/components/ui/decimal-text";

const FLASHES = { "-1": "flash-down", "0": "flash-flat", "1": "flash-up" };

type FlashCellProps = {
  /** The plain decimal that is watched: "187.44". */
  value: string;
  /** What is shown; the value itself where nothing is given. */
  children?: ReactNode;
  /** Nothing has come for a while: shown greyed, and it says so. */
  isStale?: boolean;
};

/** A live number that lights up once when it changes: one way up, another down. Still for those who ask for it. */
export function FlashCell({ value, children, isStale = false }: FlashCellProps) {
  const [seen, setSeen] = useState({ value, times: 0, flash: "" });
  if (value !== seen.value) {
    setSeen({ value, times: seen.times + 1, flash: FLASHES[`${compareDecimals(value, seen.value)}`] });
  }
  return (
    <span
      // A new key is a new element, which starts its animation from the beginning.
      key={seen.times}
      className={cx("tabular rounded-mark", seen.flash, isStale && "text-faint italic")}
      title={isStale ? "No fresh price: this one may be old" : undefined}
    >
      {children ?? value}
    </span>
  );
}
