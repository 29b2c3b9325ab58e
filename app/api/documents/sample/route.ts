import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

/** The document whose word shows that its reader can read documents. */
export async function GET(): Promise<Response> {
  try {
    const api = await serverCaller();
    const { fileName, bytes } = await api.documents.sample();
    return new Response(Uint8Array.from(bytes), {
      headers: fileHeaders(fileName, "application/pdf", "inline"),
    });
  } catch (error) {
    return refusal(error);
  }
}
