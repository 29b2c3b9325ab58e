import type { CalloutTone } from "@/components/ui/callout";

export type ToastInput = {
  tone?: CalloutTone;
  title: string;
  description?: string;
  /** What it is about, an order's id say: what was said about that before makes room for it. */
  about?: string;
  action?: { label: string; onAction: () => void };
  /** How long it stays, in milliseconds; 0 until it is dismissed. Failures stay unless told otherwise. */
  timeoutMs?: number;
};

export type ToastEntry = ToastInput & { id: number };

/** More than this would cover the page: the oldest goes. */
const MOST_AT_ONCE = 4;

const NONE: readonly ToastEntry[] = [];
const listeners = new Set<() => void>();
let shown: readonly ToastEntry[] = NONE;
let lastId = 0;

function set(next: readonly ToastEntry[]) {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says something in the corner without taking the focus: a fill, a saved form, a failure. Browser only. */
export function showToast(toast: ToastInput): void {
  lastId += 1;
  const others = shown.filter(({ about }) => about === undefined || about !== toast.about);
  set([...others, { ...toast, id: lastId }].slice(-MOST_AT_ONCE));
}

export function dismissToast(id: number): void {
  set(shown.filter((toast) => toast.id !== id));
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  now: () => shown,
  onServer: () => NONE,
};
