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

/** Where the caret belongs so that the same number of digits stands before it. */
export function caretAfter(text: string, digitsBefore: number): number {
  if (digitsBefore === 0) return 0;
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (/\d/.test(text[at] ?? "") && ++seen === digitsBefore) return at + 1;
  }
  return text.length;
}
