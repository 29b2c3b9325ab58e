import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

/** A statement or confirm as PDF, for its owner. `?download` saves it instead of showing it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const api = await serverCaller();
    const { fileName, bytes, sha256 } = await api.documents.open({ documentId: (await params).id });
    const disposition = new URL(request.url).searchParams.has("download") ? "attachment" : "inline";
    return new Response(Uint8Array.from(bytes), {
      headers: { ...fileHeaders(fileName, "application/pdf", disposition), "x-document-sha256": sha256 },
    });
  } catch (error) {
    return refusal(error);
  }
}
