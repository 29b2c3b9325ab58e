import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";

/** What a download answers instead of a file: the sentence of what went wrong, never more. */
export function refusal(error: unknown): Response {
  if (!(error instanceof TRPCError)) throw error;
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" };
  const status = getHTTPStatusCodeFromError(error);
  if (status >= 500 && status !== 503) throw error;
  const message = error.code === "BAD_REQUEST" ? "There is no such document." : error.message;
  return new Response(message, { status: error.code === "BAD_REQUEST" ? 404 : status, headers });
}

/** Headers of a file that belongs to one person: kept by no cache, guessed at by no browser, shown in no frame. */
export function fileHeaders(
  fileName: string,
  contentType: string,
  disposition: "inline" | "attachment",
): Record<string, string> {
  return {
    "content-type": contentType,
    "content-disposition": `${disposition}; filename="${fileName}"`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
  };
}
