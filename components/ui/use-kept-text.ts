"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "rushtrade:kept";

/** Storage may be switched off: then a choice lasts as long as the page. */
const unkept = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return unkept.get(key) ?? null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    unkept.set(key, value);
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  window.addEventListener(CHANGED, onChange);
  return () => {
    window.removeEventListener("storage", onChange);
    window.removeEventListener(CHANGED, onChange);
  };
}

/** A choice that this browser remembers under a key; the same in all its tabs. Null until one was made. */
export function useKeptText(key: string): readonly [string | null, (text: string) => void] {
  const kept = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const keep = useCallback(
    (text: string) => {
      write(key, text);
      window.dispatchEvent(new Event(CHANGED));
    },
    [key],
  );
  return [kept, keep];
}
