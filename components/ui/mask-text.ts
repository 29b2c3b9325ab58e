/** Numbers written in groups ("###-##-####"), and the same with all but the last four digits covered. */

export const digitsOf = (text: string): string => text.replace(/\D/g, "");

/** How many digits a pattern holds. */
export const capacityOf = (pattern: string): number => [...pattern].filter((sign) => sign === "#").length;

/** Digits laid into a pattern; stops after the last digit, so that deleting a separator deletes a digit. */
export function layOut(digits: string, pattern: string): string {
  let at = 0;
  let text = "";
  for (const sign of pattern) {
    if (at >= digits.length) break;
    text += sign === "#" ? digits[at++] : sign;
  }
  return text;
}

/** The same with a bullet for every digit but the last four: "•••-••-6789". */
export function cover(digits: string, pattern: string): string {
  const hidden = Math.max(0, digits.length - 4);
  let seen = 0;
  return layOut(digits, pattern).replace(/\d/g, (digit) => (seen++ < hidden ? "\u2022" : digit));
}

/** Digits and bullets stand for a digit each; separators for none. */
export const countPlaces = (text: string): number => text.replace(/[^\d\u2022]/g, "").length;

/**
 * The digits after an edit of the text that shows them, covered or not. An edit leaves the caret behind what it put
 * in: what follows the caret is as it was, and so is the common beginning; between them lies what was replaced.
 * Bullets look alike, so without the caret nobody could tell which was deleted. Deleting a separator alone deletes
 * the digit before it.
 */
export function applyEdit(digits: string, shown: string, typed: string, caret: number): string {
  const tail = typed.slice(caret);
  const end = shown.endsWith(tail) ? tail.length : 0;
  const limit = Math.min(shown.length, typed.length) - end;
  let start = 0;
  while (start < limit && shown[start] === typed[start]) start += 1;
  const kept = countPlaces(shown.slice(0, start));
  const removed = countPlaces(shown.slice(start, shown.length - end));
  const inserted = digitsOf(typed.slice(start, typed.length - end));
  const isSeparatorGone = removed === 0 && inserted === "" && typed.length < shown.length;
  return (
    digits.slice(0, isSeparatorGone ? Math.max(0, kept - 1) : kept) + inserted + digits.slice(kept + removed)
  );
}

/** Where the caret belongs so that the same number of digits stands before it. */
export function caretAfter(text: string, digitsBefore: number): number {
  if (digitsBefore === 0) return 0;
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (/\d/.test(text[at] ?? "") && ++seen === digitsBefore) return at + 1;
  }
  return text.length;
}
