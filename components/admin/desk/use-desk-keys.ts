"use client";

import { useEffect, useEffectEvent } from "react";
import { type DeskCommand, readDeskKey } from "@/components/admin/desk/desk-keys";

/** Letters are typed there: in fields, in dialogs, in menus that dropped down. */
const TYPED_INTO = "input, textarea, select, dialog, [contenteditable], [role=menu]";

/** Runs the desk's commands by key. They never fire while somebody types or a dialog stands in front of the page. */
export function useDeskKeys(run: (command: DeskCommand) => void): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.defaultPrevented || event.isComposing || target?.closest(TYPED_INTO)) return;
    if (document.querySelector("dialog[open]")) return;
    const command = readDeskKey(event);
    if (!command) return;
    event.preventDefault();
    run(command);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
