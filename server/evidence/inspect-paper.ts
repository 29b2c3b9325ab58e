import { AppError } from "@/domain/errors";
import { MAX_PAPER_BYTES } from "@/domain/evidence/kinds";
import { sniffPaper } from "@/domain/evidence/sniff";
import { cleanImage } from "@/server/evidence/clean-image";
import { cleanPdf } from "@/server/evidence/clean-pdf";
import { refused } from "@/server/evidence/refused";

/** What is kept of a file: a picture written anew as JPEG, or a PDF's pages in a file of our own making. */
export type CleanPaper = { format: "JPEG" | "PDF"; bytes: Uint8Array; pages: number };

/** Decoding takes memory and a core: so many at once, and so many in the queue. */
const AT_ONCE = 2;
const MAX_WAITING = 16;
let working = 0;
const queue: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (queue.length >= MAX_WAITING)
    throw new AppError(
      "RATE_LIMITED",
      "Many files are being checked at the moment. Please try again in a minute.",
    );
  if (working >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  else working++;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else working--;
  }
}

/**
 * Judges a file by its bytes and makes of it what may be kept. Throws FILE_REFUSED with one sentence for the person who
 * sent it; RATE_LIMITED when too many are being judged.
 */
export async function inspectPaper(bytes: Uint8Array): Promise<CleanPaper> {
  if (bytes.length > MAX_PAPER_BYTES) throw refused(TOO_LARGE);
  const sniffed = sniffPaper(bytes);
  if (!sniffed.ok) throw refused(sniffed.sentence);
  const { format } = sniffed;
  return inTurn(async () => {
    if (format === "PDF") return { format, ...(await cleanPdf(bytes)) };
    const { bytes: clean } = await cleanImage(bytes, format);
    return { format: "JPEG" as const, bytes: clean, pages: 1 };
  });
}

const TOO_LARGE = `The file is too large: ${MAX_PAPER_BYTES / 1024 / 1024} MB at most.`;

/**
 * Reads a body up to the limit and not a byte further, whatever its headers say. Throws FILE_REFUSED when there is more.
 */
export async function readPaper(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  if (!reader) return new Uint8Array();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MAX_PAPER_BYTES) {
      await reader.cancel().catch(() => {});
      throw refused(TOO_LARGE);
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
