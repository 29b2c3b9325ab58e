"use client";

import { useSyncExternalStore } from "react";
import {
  PALETTE_COOKIE,
  type Palette,
  readPalette,
  readTheme,
  THEME_COOKIE,
  type Theme,
} from "@/components/shell/theme";

const YEAR_SECONDS = 365 * 24 * 3600;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The <html> element carries the state; the cookie carries it to the next visit. */
function choose(attribute: "theme" | "palette", cookie: string, value: string) {
  document.documentElement.dataset[attribute] = value;
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  for (const listener of listeners) listener();
}

/** The chosen theme and palette, and how to choose others. */
export function useAppearance() {
  const theme = useSyncExternalStore<Theme>(
    subscribe,
    () => readTheme(document.documentElement.dataset.theme),
    () => "system",
  );
  const palette = useSyncExternalStore<Palette>(
    subscribe,
    () => readPalette(document.documentElement.dataset.palette),
    () => "usual",
  );
  return {
    theme,
    palette,
    chooseTheme: (value: Theme) => choose("theme", THEME_COOKIE, value),
    choosePalette: (value: Palette) => choose("palette", PALETTE_COOKIE, value),
  };
}
