import { type MouseEvent, type PointerEvent, useRef } from "react";

/** A finger or a hand that means to stay where it is moves less than so many pixels. */
const STILL_PX = 8;

/**
 * For a button that must hear every press, though the page moves it away between pressing and letting go: what it stands
 * below may grow by itself. A browser gives such a click to whatever has come to lie there, and the press is lost.
 *
 * The button hears the click when the pointer was let go on it, or where it was pressed. Who moves away before letting
 * go takes the press back, as everywhere (WCAG 2.5.2); and the second press of a double click means nothing new.
 */
export function useSteadyPress() {
  const pressedAt = useRef<{ x: number; y: number } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLButtonElement>) {
    pressedAt.current = { x: event.clientX, y: event.clientY };
    // A finger is held by the browser itself.
    if (event.pointerType === "mouse") event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onClick(event: MouseEvent<HTMLButtonElement>) {
    const start = pressedAt.current;
    pressedAt.current = null;
    // By keyboard there is no place.
    if (event.detail === 0) return;
    const { clientX: x, clientY: y } = event;
    const box = event.currentTarget.getBoundingClientRect();
    const isOnButton = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    const isStill = start !== null && Math.hypot(x - start.x, y - start.y) <= STILL_PX;
    if (event.detail > 1 || !(isOnButton || isStill)) event.preventDefault();
  }

  return { onPointerDown, onClick };
}
