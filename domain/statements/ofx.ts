/** An OFX element: a name and its value, or what it holds. */
export type Ofx = readonly [name: string, value: string | readonly Ofx[]];

const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
// What XML 1.0 knows no way to write.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (value: string): string =>
  value.replace(UNWRITABLE, "?").replace(/[&<>]/g, (letter) => ESCAPED[letter] ?? letter);

function write([name, value]: Ofx, depth: number): string {
  const indent = "  ".repeat(depth);
  if (typeof value === "string") return `${indent}<${name}>${escaped(value)}</${name}>\n`;
  return `${indent}<${name}>\n${value.map((child) => write(child, depth + 1)).join("")}${indent}</${name}>\n`;
}

const HEADER =
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' +
  '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n';

/** A document as OFX 2.1.1 has it: XML with a processing instruction of its own (OFX 2.1.1, 2.2). */
export const ofxDocument = (children: readonly Ofx[]): string => `${HEADER}${write(["OFX", children], 0)}`;

/** A day as OFX writes it, at noon: no reader in any zone makes another day of it. */
export const ofxDate = (date: string): string => `${date.replaceAll("-", "")}120000`;

/** A text no longer than OFX allows. */
export const ofxText = (value: string, most: number): string => [...value].slice(0, most).join("");
