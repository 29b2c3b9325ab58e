/** However busy the page is, it waits no longer than this. */
const LATEST_MS = 1_500;
/** Where a browser cannot say when it is idle. */
const GUESSED_MS = 200;

/** Calls back when the browser has nothing more urgent to do: taking over the page comes first. Answers how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(work, GUESSED_MS);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work, { timeout: LATEST_MS });
  return () => window.cancelIdleCallback(handle);
}
