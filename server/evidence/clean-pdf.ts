import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRef, PDFStream } from "@cantoo/pdf-lib";
import { MAX_PDF_PAGES } from "@/domain/evidence/kinds";
import { refuseSwollenPdf } from "@/server/evidence/pdf-streams";
import { refused } from "@/server/evidence/refused";

const UNREADABLE = "The PDF cannot be read: it is damaged or cut short. Please save it anew.";
const LOCKED = "The PDF is protected by a password. Please send it without one.";
const ACTIVE =
  "The PDF contains a program, a form that sends itself, or other files. Please print it to a plain PDF and send that.";
const PAGES = `The PDF has no page or more than ${MAX_PDF_PAGES}. Please send only the pages that matter.`;

/** Entries that carry a program, another file, or a form of the kind that runs. */
const ACTIVE_KEYS = [
  "JS",
  "JavaScript",
  "EmbeddedFiles",
  "EF",
  "XFA",
  "RichMediaContent",
  "RichMediaSettings",
];
/** Actions that do more than turn a page. */
const ACTIVE_ACTIONS = [
  "JavaScript",
  "Launch",
  "ImportData",
  "SubmitForm",
  "GoToE",
  "GoToR",
  "Movie",
  "Sound",
  "Rendition",
  "RichMediaExecute",
  "GoTo3DView",
];
const ACTIVE_KINDS = ["FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D", "EmbeddedFile"];

/** What a page keeps: what is drawn. Links, hidden data and everything that answers a click go. */
const DROPPED_FROM_PAGES = [
  "AA",
  "A",
  "Metadata",
  "PieceInfo",
  "AF",
  "Trans",
  "Dur",
  "PresSteps",
  "B",
  "Thumb",
];

const nameIn = (dict: PDFDict, key: string): string | null => {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : null;
};

function isActive(dict: PDFDict): boolean {
  if (dict.keys().some((key) => ACTIVE_KEYS.includes(key.decodeText()))) return true;
  const action = nameIn(dict, "S");
  if (action !== null && ACTIVE_ACTIONS.includes(action)) return true;
  return ["Subtype", "Type"].some((key) => ACTIVE_KINDS.includes(nameIn(dict, key) ?? ""));
}

/** Whether anything in this object, however deep, is active; objects that it refers to are looked at by themselves. */
function holdsActive(object: PDFObject): boolean {
  const waiting: PDFObject[] = [object];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next instanceof PDFStream) waiting.push(next.dict);
    else if (next instanceof PDFArray) waiting.push(...next.asArray());
    else if (next instanceof PDFDict) {
      if (isActive(next)) return true;
      waiting.push(...next.values());
    }
  }
  return false;
}

/** Takes what answers a click off a page: annotations stay as what they draw (a filled-in field, a stamp). */
function dropFromPage(page: PDFDict): void {
  for (const key of DROPPED_FROM_PAGES) page.delete(PDFName.of(key));
  const annotations = page.lookup(PDFName.of("Annots"));
  if (!(annotations instanceof PDFArray)) return;
  for (const entry of annotations.asArray()) {
    const annotation = entry instanceof PDFRef ? page.context.lookup(entry) : entry;
    if (annotation instanceof PDFDict)
      for (const key of ["A", "AA", "PA", "Popup", "Dest"]) annotation.delete(PDFName.of(key));
  }
}

async function parsed(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      ignoreEncryption: true,
      updateMetadata: false,
      throwOnInvalidObject: true,
      // So that a large file does not hold up everybody else for the time of its parsing.
      parseSpeed: 200,
    });
  } catch {
    throw refused(UNREADABLE);
  }
}

/**
 * The pages of a PDF and nothing else: parsed, refused with a sentence if it carries a program, an action beyond
 * turning a page, other files or a password, and its pages copied into a new file. What stood before, between or after
 * the objects of the old one is not in it.
 */
export async function cleanPdf(bytes: Uint8Array): Promise<{ bytes: Uint8Array; pages: number }> {
  if (
    Buffer.from(bytes)
      .toString("latin1")
      .match(/\/Encrypt(?![A-Za-z])/)
  )
    throw refused(LOCKED);
  await refuseSwollenPdf(bytes);
  const from = await parsed(bytes);
  if (from.isEncrypted || from.context.trailerInfo.Encrypt) throw refused(LOCKED);
  for (const [, object] of from.context.enumerateIndirectObjects())
    if (holdsActive(object)) throw refused(ACTIVE);
  try {
    const count = from.getPageCount();
    if (count < 1 || count > MAX_PDF_PAGES) throw refused(PAGES);
    const to = await PDFDocument.create({ updateMetadata: false });
    for (const page of await to.copyPages(from, from.getPageIndices())) {
      dropFromPage(page.node);
      to.addPage(page);
    }
    return { bytes: await to.save({ useObjectStreams: true }), pages: count };
  } catch (error) {
    if (error instanceof Error && error.name === "AppError") throw error;
    throw refused(UNREADABLE);
  }
}
