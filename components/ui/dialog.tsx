"use client";

import { cx } from "@/components/ui/cx";
import { ModalFrame, type ModalProps } from "@/components/ui/modal-frame";

const WIDTHS = { sm: "md:w-[25rem]", md: "md:w-[33rem]", lg: "md:w-[46rem]" };

type DialogProps = ModalProps & {
  size?: keyof typeof WIDTHS;
  /** Asks for an answer: a press beside it does not close it. */
  isAlert?: boolean;
};

/** A short task in front of the page. On a phone it rises from the bottom edge. */
export function Dialog({ size = "md", ...modal }: DialogProps) {
  return (
    <ModalFrame
      {...modal}
      className={cx(
        "top-auto right-0 bottom-0 left-0 max-h-[92dvh] w-full max-w-none rounded-t-[16px] border-t open:animate-[sheet-in_220ms_cubic-bezier(0.2,0.8,0.2,1)]",
        "md:top-[12vh] md:right-auto md:bottom-auto md:left-1/2 md:max-h-[76vh] md:-translate-x-1/2 md:rounded-card md:border md:open:animate-[fade-in_140ms_ease-out]",
        WIDTHS[size],
      )}
    />
  );
}
