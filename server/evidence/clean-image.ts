import sharp, { type Metadata } from "sharp";
import { KEPT_PAPER_EDGE, MAX_PAPER_PIXELS, MIN_PAPER_EDGE } from "@/domain/evidence/kinds";
import { type PaperFormat, SENTENCES } from "@/domain/evidence/sniff";
import { refused } from "@/server/evidence/refused";

// Of all that the library reads (SVG, TIFF, GIF, PDF ...) it may read here what we take, by whatever way it comes.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});
sharp.cache(false);

const EXPECTED: Record<Exclude<PaperFormat, "PDF">, string> = { JPEG: "jpeg", PNG: "png", WEBP: "webp" };

const UNREADABLE = "The picture cannot be read: it is damaged or cut short. Please take it again.";
const TOO_LARGE = `The picture has too many pixels: ${MAX_PAPER_PIXELS / 1_000_000} million at most. Please send a smaller one.`;
const TOO_SMALL = `The picture is too small to read: its longer edge needs ${MIN_PAPER_EDGE} pixels or more.`;
const MOVING = "The picture moves. Please send a still one.";

/** Reads the header alone: nothing is decoded, so a picture's claimed size costs nothing. */
async function headerOf(bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false, failOn: "none" }).metadata();
  } catch {
    throw refused(UNREADABLE);
  }
}

/** The size that a PNG claims, before any library looks at it. */
function claimedByPng(bytes: Uint8Array, format: PaperFormat): number {
  if (format !== "PNG" || bytes.length < 24) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(16) * view.getUint32(20);
}

/**
 * The picture itself and nothing else: decoded whole, turned upright, and written anew as a JPEG without EXIF (and so
 * without the place where it was taken), colour profiles or comments. What was hidden in the file is not in it any more.
 * Throws FILE_REFUSED with a sentence for what does not decode to its end, has too many pixels or too few.
 */
export async function cleanImage(
  bytes: Uint8Array,
  format: Exclude<PaperFormat, "PDF">,
): Promise<{ bytes: Buffer; width: number; height: number }> {
  if (claimedByPng(bytes, format) > MAX_PAPER_PIXELS) throw refused(TOO_LARGE);
  const header = await headerOf(bytes);
  if (header.format !== EXPECTED[format]) throw refused(SENTENCES.polyglot);
  if (header.width * header.height > MAX_PAPER_PIXELS) throw refused(TOO_LARGE);
  if ((header.pages ?? 1) > 1) throw refused(MOVING);
  if (Math.max(header.width, header.height) < MIN_PAPER_EDGE) throw refused(TOO_SMALL);
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_PAPER_PIXELS,
      failOn: "error",
      sequentialRead: true,
    })
      .autoOrient()
      .resize(KEPT_PAPER_EDGE, KEPT_PAPER_EDGE, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: 86, chromaSubsampling: "4:4:4" })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    throw refused(UNREADABLE);
  }
}
