"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "@/components/ui/cx";

export type ModalProps = {
  title: string;
  isOpen: boolean;
  /** Called with false when the reader presses Escape, the cross, or beside the frame. */
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  /** The buttons; they stay in sight while the middle scrolls. */
  footer?: ReactNode;
};

/**
 * The browser's own modal dialog, which keeps the focus inside, makes the rest inert and gives the focus back.
 * Its content exists only while it is open, so each opening starts afresh. The cross comes last in the order of
 * focus: the first field, or the first button, gets it.
 */
export function ModalFrame({
  title,
  isOpen,
  onOpenChange,
  children,
  footer,
  isAlert = false,
  className,
}: ModalProps & { isAlert?: boolean; className: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      role={isAlert ? "alertdialog" : undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onOpenChange(false);
      }}
      onClose={(event) => {
        if (event.target === event.currentTarget && isOpen) onOpenChange(false);
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget && !isAlert) onOpenChange(false);
      }}
      className={cx(
        "fixed m-0 flex-col overflow-hidden border-line bg-raised text-left whitespace-normal text-ink shadow-overlay backdrop:bg-overlay open:flex",
        className,
      )}
    >
      {isOpen ? (
        <>
          <h2 id={titleId} className="shrink-0 px-5 pt-4 pr-14 pb-3 text-heading">
            {title}
          </h2>
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer ? (
            <div className="flex shrink-0 flex-col-reverse gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:flex-row sm:justify-end">
              {footer}
            </div>
          ) : null}
          <button
            type="button"
            aria-label="Close"
            onClick={() => onOpenChange(false)}
            className="absolute top-2 right-2 flex size-11 items-center justify-center rounded-control text-muted hover:bg-tint hover:text-ink md:top-2.5 md:right-2.5 md:size-8.5"
          >
            <X aria-hidden size={18} />
          </button>
        </>
      ) : null}
    </dialog>
  );
}
