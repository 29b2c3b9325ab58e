"use client";

/** Canvas knows no CSS variables: these are read off an element, so that a chart follows the theme around it. */
const NAMES = ["surface", "line", "line-strong", "muted", "ink", "accent", "gain", "loss"] as const;
export type ChartColours = Record<(typeof NAMES)[number], string>;

export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const entries = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  return Object.fromEntries(entries) as ChartColours;
}

/** Calls back when the reader changes theme or palette, or the device turns dark. Answers how to stop. */
export function watchColours(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-palette"] });
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    media.removeEventListener("change", onChange);
  };
}
