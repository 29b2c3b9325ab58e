import { createInflate } from "node:zlib";
import { refused } from "@/server/evidence/refused";

const SWOLLEN = "The PDF unpacks to far more than it should. Please print it to a plain PDF and send that.";
const OLD_FILTERS = "The PDF is packed in an old way that we do not read. Please save it anew as a PDF.";

/** A page scanned in colour at 400 dots per inch unpacks to some 45 MB. */
const MAX_STREAM = 128 * 1024 * 1024;
/** Tables of objects, which are held in memory when the file is read. */
const MAX_TABLE = 16 * 1024 * 1024;
const MAX_TOTAL = 384 * 1024 * 1024;
const MAX_STREAMS = 5_000;

const GAP = "(?:[\\s\\0]|%[^\\r\\n]*[\\r\\n])*";
const SWELLING = "/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)(?![A-Za-z0-9])";
/** Packed twice, or by a rule that is found elsewhere: how far it swells cannot be told from the stream alone. */
const TWICE = new RegExp(`${SWELLING}${GAP}${SWELLING}`);
const ELSEWHERE = new RegExp(`/Filter${GAP}(?:\\[[^\\]]*\\d${GAP}R\\b|\\d+${GAP}\\d+${GAP}R\\b)`);
const OLD = /\/(?:LZWDecode|RunLengthDecode)(?![A-Za-z0-9])/;

/** How many bytes a packed stream unpacks to, counted and never kept, up to one more than `max`. */
function unpackedSize(packed: Uint8Array, max: number): Promise<number> {
  return new Promise((resolve) => {
    let size = 0;
    const inflate = createInflate();
    const end = () => {
      inflate.destroy();
      resolve(size);
    };
    inflate.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > max) end();
    });
    // Not packed after all, or broken: what came out until then counts, and the parser judges.
    inflate.on("error", end);
    inflate.on("end", end);
    inflate.end(packed);
  });
}

const isZlib = (bytes: Uint8Array, at: number): boolean =>
  ((bytes[at] ?? 0) & 0x0f) === 8 && (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) % 31 === 0;

/**
 * Refuses a PDF whose streams would fill the memory when they are unpacked, before anything unpacks them. Streams are
 * found by their keyword, whatever the tables of the file say of where they are.
 */
export async function refuseSwollenPdf(bytes: Uint8Array): Promise<void> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const text = raw.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  if (OLD.test(text)) throw refused(OLD_FILTERS);
  if (TWICE.test(text) || ELSEWHERE.test(text)) throw refused(SWOLLEN);
  let total = 0;
  let streams = 0;
  for (const found of raw.matchAll(/(?<!end)stream(\r\n|\n|\r)/g)) {
    if (++streams > MAX_STREAMS) throw refused(SWOLLEN);
    const start = found.index + found[0].length;
    if (!isZlib(bytes, start)) continue;
    const end = raw.indexOf("endstream", start);
    const dictionary = raw.slice(Math.max(0, found.index - 1_000), found.index);
    const isTable = /ObjStm|XRef/.test(dictionary.slice(Math.max(0, dictionary.lastIndexOf("obj"))));
    const max = isTable ? MAX_TABLE : MAX_STREAM;
    const size = await unpackedSize(bytes.subarray(start, end < 0 ? undefined : end), max);
    total += size;
    if (size > max || total > MAX_TOTAL) throw refused(SWOLLEN);
  }
}
