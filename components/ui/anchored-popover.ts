/** Puts an open popover under its anchor, or above it where there is no room, and always inside the window. */
export function placeByAnchor(popover: HTMLElement, anchor: HTMLElement): void {
  const gap = 6;
  const edge = 8;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const fitsBelow = at.bottom + gap + height <= window.innerHeight - edge;
  const top = fitsBelow ? at.bottom + gap : Math.max(edge, at.top - gap - height);
  const centred = at.left + at.width / 2 - width / 2;
  const left = Math.min(Math.max(edge, centred), window.innerWidth - width - edge);
  popover.style.top = `${Math.round(top)}px`;
  popover.style.left = `${Math.round(left)}px`;
}
