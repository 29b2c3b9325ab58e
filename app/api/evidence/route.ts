import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { isAppError } from "@/domain/errors";
import { sendEvidenceInput } from "@/domain/evidence/inputs";
import { MAX_PAPER_BYTES } from "@/domain/evidence/kinds";
import { actorFromCookies } from "@/server/auth";
import { portal } from "@/server/compose";
import { readPaper, storeEvidence } from "@/server/evidence";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

const answer = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store" } });

const STATUS: Partial<Record<string, number>> = { RATE_LIMITED: 429, NOT_FOUND: 404, FILE_REFUSED: 422 };

/** A page of another site may not make a signed-in browser send something. */
function isForeign(request: Request): boolean {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return true;
  return origin !== null && new URL(origin, "http://invalid").host !== request.headers.get("host");
}

/** The file's name comes in a header: addresses are written into logs, names tell of people. */
function nameFrom(request: Request): string {
  try {
    return decodeURIComponent(request.headers.get("x-file-name") ?? "");
  } catch {
    return "";
  }
}

/**
 * Takes one file about one's own application or account: the bytes are the body, what they are about stands in the
 * address. Who may send it is asked before the body is read. Answers the stored paper, or one sentence.
 */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return answer(403, { message: "Requests from other sites are not accepted." });
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const parsed = sendEvidenceInput.safeParse({ ...query, fileName: nameFrom(request) });
  if (!parsed.success)
    return answer(400, { message: parsed.error.issues[0]?.message ?? "This is not a file for us." });
  const { kind: _kind, fileName: _fileName, ...subject } = parsed.data;
  try {
    const { room } = await (await serverCaller()).evidence.list(subject);
    if (room === 0) return answer(422, { message: "No more papers are taken here." });
    if (Number(request.headers.get("content-length") ?? 0) > MAX_PAPER_BYTES)
      return answer(413, { message: `The file is too large: ${MAX_PAPER_BYTES / 1024 / 1024} MB at most.` });
    const deps = await portal();
    const actor = await actorFromCookies(deps, request.headers.get("cookie"));
    if (!actor) return answer(401, { message: "Please sign in to continue." });
    return answer(201, await storeEvidence(deps, actor, parsed.data, await readPaper(request.body)));
  } catch (error) {
    if (error instanceof TRPCError && getHTTPStatusCodeFromError(error) < 500)
      return answer(getHTTPStatusCodeFromError(error), { message: error.message });
    if (isAppError(error)) return answer(STATUS[error.code] ?? 400, { message: error.message });
    throw error;
  }
}
