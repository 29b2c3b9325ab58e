/** What a file is by its first bytes; what it says of itself elsewhere does not count. */
export type PaperFormat = "JPEG" | "PNG" | "WEBP" | "PDF";
export type Sniffed = { ok: true; format: PaperFormat } | { ok: false; sentence: string };

const refuse = (sentence: string): Sniffed => ({ ok: false, sentence });

const TYPES = "Please send a JPEG, PNG or WebP picture, or a PDF.";
export const SENTENCES = {
  empty: "The file is empty. Please choose another.",
  virus: "The file contains the test signature of a virus, so we did not take it.",
  markup: `The file is a web page or a drawing with code in it, whatever it is called. ${TYPES}`,
  heic: "The phone saved this picture as HEIC. Please send it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible).",
  unknown: `The file is not a picture or a PDF. ${TYPES}`,
  polyglot:
    "The file is two things at once: something else is hidden in it. Please take the picture or save the PDF anew.",
  truncated: "The file is not complete: its end is missing. Please send it again.",
} as const;

const starts = (bytes: Uint8Array, sign: readonly number[], at = 0): boolean =>
  sign.every((byte, i) => bytes[at + i] === byte);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEIC_BRANDS = ["heic", "heix", "hevc", "mif1", "msf1", "heim", "heis", "avif"];

/** The string that every virus scanner must find, by the rules of EICAR; here in two halves, so that none finds it. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"].join("").toLowerCase();
/** What a page, a drawing or a program begins with, in lower case. */
const MARKUP = /<script|<svg|<html|<!doctype|<iframe|<body|<\?php|<\?xml/;
/** Signs of them inside a picture: long enough that millions of random bytes do not hold one by chance. */
const HIDDEN_MARKUP = [
  "<script",
  "<svg xmlns",
  "<!doctype html",
  "<html>",
  "<html lang",
  "<iframe",
  "<?php ",
  "javascript:",
];
/** All three together are an archive that programs open by its end, whatever stands before it. */
const ZIP = ["pk\u0003\u0004", "pk\u0001\u0002", "pk\u0005\u0006"];
const OTHER_ARCHIVES = ["rar!\u001a\u0007", "7z\u00bc\u00af\u0027\u001c"];

function formatOf(bytes: Uint8Array): PaperFormat | null {
  if (starts(bytes, [0xff, 0xd8, 0xff])) return "JPEG";
  if (starts(bytes, PNG)) return "PNG";
  if (starts(bytes, ascii("RIFF")) && starts(bytes, ascii("WEBP"), 8)) return "WEBP";
  if (starts(bytes, ascii("%PDF-"))) return "PDF";
  return null;
}

/** Every byte as one character, letters made small. */
function lowered(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("").toLowerCase();
}

/** Where a PNG's last chunk ends; null if it never does. */
function endOfPng(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = PNG.length;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + view.getUint32(at);
    if (next > bytes.length) return null;
    if (starts(bytes, ascii("IEND"), at + 4)) return next;
    at = next;
  }
  return null;
}

const declaredWebp = (bytes: Uint8Array): number =>
  bytes.length < 12 ? Number.NaN : 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);

/** A file must end where its format says that it ends. JPEGs are cut there later: cameras write behind the end. */
function endProblem(bytes: Uint8Array, format: PaperFormat, text: string): Sniffed | null {
  if (format === "PNG") {
    const end = endOfPng(bytes);
    if (end === null) return refuse(SENTENCES.truncated);
    return end < bytes.length ? refuse(SENTENCES.polyglot) : null;
  }
  if (format === "WEBP") {
    const end = declaredWebp(bytes);
    if (end > bytes.length) return refuse(SENTENCES.truncated);
    return bytes.length - end > 1 ? refuse(SENTENCES.polyglot) : null;
  }
  if (format === "PDF") {
    const eof = text.lastIndexOf("%%eof");
    if (eof < 0 || text.lastIndexOf("startxref") < 0) return refuse(SENTENCES.truncated);
    const rest = text.slice(eof + 5);
    if (/^[\s\0]*$/.test(rest)) return null;
    return refuse(rest.length < 16 || /\d+ \d+ obj/.test(rest) ? SENTENCES.truncated : SENTENCES.polyglot);
  }
  return null;
}

/**
 * What a file is by its content, or one sentence why it is not taken: not a picture or PDF, something else hidden in
 * it, cut short, or the EICAR test string in clear. Looks at bytes only; whether they decode is asked afterwards.
 */
export function sniffPaper(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return refuse(SENTENCES.empty);
  const text = lowered(bytes);
  if (text.includes(EICAR)) return refuse(SENTENCES.virus);
  const format = formatOf(bytes);
  if (!format) {
    if (starts(bytes, ascii("ftyp"), 4) && HEIC_BRANDS.includes(text.slice(8, 12)))
      return refuse(SENTENCES.heic);
    return refuse(MARKUP.test(text) ? SENTENCES.markup : SENTENCES.unknown);
  }
  const isArchive =
    ZIP.every((sign) => text.includes(sign)) || OTHER_ARCHIVES.some((sign) => text.includes(sign));
  const hasMarkup = HIDDEN_MARKUP.some((sign) => text.includes(sign));
  if (isArchive || hasMarkup || (format !== "PDF" && text.includes("%pdf-")))
    return refuse(SENTENCES.polyglot);
  return endProblem(bytes, format, text) ?? { ok: true, format };
}
