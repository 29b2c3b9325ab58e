import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

/** A signed paper as PDF: for who signed it, and with `?review` for the broker's reviewers. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const api = await serverCaller();
    const input = { documentId: (await params).id };
    const query = new URL(request.url).searchParams;
    const { fileName, bytes, sha256 } = query.has("review")
      ? await api.documents.openSignedOf(input)
      : await api.documents.openSigned(input);
    return new Response(Uint8Array.from(bytes), {
      headers: { ...fileHeaders(fileName, "application/pdf", "inline"), "x-document-sha256": sha256 },
    });
  } catch (error) {
    return refusal(error);
  }
}
