"use client";

import { useLayoutEffect, useRef } from "react";

/**
 * For fields that write their text differently while they are edited: changing the text would drop a selection of
 * all of it, and the next key would add to the number instead of replacing it. Call the answer on focus.
 */
export function useKeptSelection(isEditing: boolean): (input: HTMLInputElement) => void {
  const selected = useRef<HTMLInputElement | null>(null);
  useLayoutEffect(() => {
    if (isEditing) selected.current?.select();
  }, [isEditing]);
  return (input) => {
    const isWhole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    selected.current = isWhole && input.value !== "" ? input : null;
  };
}
