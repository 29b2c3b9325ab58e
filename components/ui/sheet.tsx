"use client";

import { ModalFrame, type ModalProps } from "@/components/ui/modal-frame";

/** A longer task beside the page: a panel on the right of a desk's screen, the whole screen of a phone. */
export function Sheet(modal: ModalProps) {
  return (
    <ModalFrame
      {...modal}
      className="inset-0 h-dvh max-h-none w-full max-w-none open:animate-[sheet-in_220ms_cubic-bezier(0.2,0.8,0.2,1)] md:left-auto md:w-[26rem] md:border-l md:open:animate-[panel-in_200ms_cubic-bezier(0.2,0.8,0.2,1)]"
    />
  );
}
