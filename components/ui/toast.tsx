"use client";

import { X } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { dismissToast, type ToastEntry, toastStore } from "@/components/ui/toast-store";

const DEFAULT_MS = 6000;

/**
 * Where toasts appear; one stands in the root layout. A popover of the browser's own, so that it lies above modal
 * dialogs, costs every page next to nothing, and adds no style element at run time.
 */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.now, toastStore.onServer);
  const region = useRef<HTMLDivElement>(null);
  const newest = toasts.at(-1)?.id;

  // Shown anew with each toast, so that it lies above whatever modal was opened in the meantime.
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    if (element.matches(":popover-open")) element.hidePopover();
    if (newest !== undefined) element.showPopover();
  }, [newest]);

  return (
    <div
      ref={region}
      popover="manual"
      role="region"
      aria-label="Notifications"
      className="pointer-events-none fixed inset-auto right-0 bottom-16 m-0 w-full max-w-[26rem] bg-transparent p-3 text-ink md:bottom-0 md:p-4 lg:[html:has([data-flush])_&]:right-84"
    >
      <ol aria-live="polite" className="grid gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ol>
    </div>
  );
}

function ToastCard({ toast }: { toast: ToastEntry }) {
  const { id, tone = "info", title, description, action } = toast;
  const timeoutMs = toast.timeoutMs ?? (tone === "danger" ? 0 : DEFAULT_MS);
  const [isHeld, setHeld] = useState(false);

  // Someone who reads it, or has the focus in it, is not hurried: the time starts again afterwards.
  useEffect(() => {
    if (timeoutMs === 0 || isHeld) return;
    const timer = setTimeout(() => dismissToast(id), timeoutMs);
    return () => clearTimeout(timer);
  }, [id, timeoutMs, isHeld]);

  return (
    <li
      className="pointer-events-auto relative animate-[rise-in_160ms_ease-out] rounded-card border border-line bg-raised shadow-overlay"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className="pr-9">
        <Callout tone={tone} title={title} isPlain>
          {description}
        </Callout>
      </div>
      {action ? (
        <div className="px-4 pb-3 pl-11.5">
          <Button
            size="sm"
            onClick={() => {
              action.onAction();
              dismissToast(id);
            }}
          >
            {action.label}
          </Button>
        </div>
      ) : null}
      <button
        type="button"
        aria-label={`Dismiss: ${title}`}
        onClick={() => dismissToast(id)}
        className="absolute top-0.5 right-0.5 flex size-11 items-center justify-center rounded-control text-muted hover:text-ink md:size-9"
      >
        <X aria-hidden size={16} />
      </button>
    </li>
  );
}
