"use client";

import { useCallback } from "react";
import { useKeptText } from "@/components/ui/use-kept-text";

/** A yes or no that this browser remembers under a key; the same in all its tabs. */
export function useKeptFlag(key: string, initial: boolean): readonly [boolean, (flag: boolean) => void] {
  const [kept, keepText] = useKeptText(key);
  const keep = useCallback((flag: boolean) => keepText(flag ? "yes" : "no"), [keepText]);
  return [kept === null ? initial : kept === "yes", keep];
}
