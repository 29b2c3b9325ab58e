import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

/**
 * A paper that a customer sent in, for whoever owns what it is about; with `?desk` for staff who review. Always saved,
 * never shown: what strangers sent is not opened under our own address.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const api = await serverCaller();
    const input = { evidenceId: (await params).id };
    const isDesk = new URL(request.url).searchParams.has("desk");
    const paper = isDesk ? await api.evidenceDesk.open(input) : await api.evidence.open(input);
    return new Response(Uint8Array.from(paper.bytes), {
      headers: {
        ...fileHeaders(paper.fileName, paper.contentType, "attachment"),
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  } catch (error) {
    return refusal(error);
  }
}
