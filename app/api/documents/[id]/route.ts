import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { DOCUMENT_FORMATS, type DocumentFormat } from "@/domain/statements/document-inputs";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

const CONTENT_TYPES: Record<DocumentFormat, string> = {
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  ofx: "application/x-ofx; charset=utf-8",
};

const isFormat = (text: string): text is DocumentFormat =>
  (DOCUMENT_FORMATS as readonly string[]).includes(text);

/**
 * A paper for its owner: a PDF, or with `?format=csv`, `json` or `ofx` the same figures for programs. `?download` saves a
 * PDF instead of showing it; the others are always saved. The header x-document-sha256 is of the PDF's bytes.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const format = asked.get("format") ?? "pdf";
  if (!isFormat(format)) return new Response("There is no such document.", { status: 404 });
  try {
    const api = await serverCaller();
    const { fileName, bytes, sha256 } = await api.documents.file({ documentId: (await params).id, format });
    const disposition = format !== "pdf" || asked.has("download") ? "attachment" : "inline";
    return new Response(Uint8Array.from(bytes), {
      headers: { ...fileHeaders(fileName, CONTENT_TYPES[format], disposition), "x-document-sha256": sha256 },
    });
  } catch (error) {
    return refusal(error);
  }
}
