"use client";

import { type RefCallback, useCallback, useState } from "react";

/** How far below the screen something is near already: it is there before the reader is. */
const AHEAD = "400px 0px";

/**
 * Whether an element has come near the screen, once and for all: what is asked for a part of the page that most visits
 * never scroll to can wait for that.
 */
export function useNear<Node extends Element>(): [ref: RefCallback<Node>, isNear: boolean] {
  const [isNear, setNear] = useState(false);
  const ref = useCallback((node: Node | null) => {
    if (!node) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setNear(true);
        observer.disconnect();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [ref, isNear];
}
