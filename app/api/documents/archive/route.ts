import { makeZip } from "client-zip";
import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { archiveInput } from "@/domain/statements/document-inputs";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

type Api = Awaited<ReturnType<typeof serverCaller>>;

/** One paper after the other, each fetched when the reader has taken the one before: an archive never stands in memory. */
async function* papersOf(api: Api, documents: readonly { id: string; fileName: string }[]) {
  for (const { id, fileName } of documents) {
    const { bytes } = await api.documents.open({ documentId: id });
    yield { name: fileName, input: Uint8Array.from(bytes) };
  }
}

/**
 * The papers of one account as a ZIP: `?account=ID`, and as the list is narrowed, `kind`, `year`, `search`. Up to 500
 * papers; each of them counts as read.
 */
export async function GET(request: Request): Promise<Response> {
  const { account = "", ...narrowed } = Object.fromEntries(new URL(request.url).searchParams);
  const input = archiveInput.safeParse({ accountId: account, ...narrowed });
  if (!input.success) return new Response("There is no such archive.", { status: 404 });
  try {
    const api = await serverCaller();
    const { name, documents } = await api.documents.archive(input.data);
    if (documents.length === 0) return new Response("There is nothing to put into it.", { status: 404 });
    // Papers are compressed in themselves: they are stored as they are, and the length is known beforehand.
    return new Response(makeZip(papersOf(api, documents)), {
      headers: fileHeaders(name, "application/zip", "attachment"),
    });
  } catch (error) {
    return refusal(error);
  }
}
