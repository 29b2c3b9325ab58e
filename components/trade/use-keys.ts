"use client";

import { useEffect, useEffectEvent } from "react";
import { isTypedInto, type KeyCommand, type KeyPrefix, readKey } from "@/components/trade/keymap";

/** A pair of keys is one command if they come this close together. */
const PAIR_MS = 1_200;

/** Something in front of the page has the keyboard: a dialog, a list that dropped down. */
const isCovered = () => document.querySelector("dialog:modal, [popover]:popover-open, select:open") !== null;

/** Runs the workspace's commands by key while `isOn`. Letters never fire while somebody types. */
export function useKeys(isOn: boolean, run: (command: KeyCommand) => void): void {
  const act = useEffectEvent(run);
  useEffect(() => {
    if (!isOn) return;
    let prefix: KeyPrefix = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function listen(event: KeyboardEvent) {
      const { target } = event;
      if (event.defaultPrevented || event.repeat || event.isComposing || covered()) return;
      const isTyping = target instanceof HTMLElement && isTypedInto(target);
      if (isTyping && event.key !== "Escape") return;
      const read = readKey(prefix, event);
      prefix = read.prefix;
      clearTimeout(timer);
      timer = setTimeout(() => {
        prefix = null;
      }, PAIR_MS);
      if (!read.command) return;
      event.preventDefault();
      act(read.command);
    }
    window.addEventListener("keydown", listen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", listen);
    };
  }, [isOn]);
}

/** A browser that does not know one of the states has none of them open. */
function covered(): boolean {
  try {
    return isCovered();
  } catch {
    return document.querySelector("dialog[open]") !== null;
  }
}
