import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

/** An account's realised gains of a year as CSV, for its owner: `?account=ID&year=2026&scope=ACCOUNT`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const query = new URL(request.url).searchParams;
    const api = await serverCaller();
    const { fileName, text } = await api.tax.realisedCsv({
      accountId: query.get("account") ?? "",
      scope: query.get("scope") === "OWNER" ? "OWNER" : "ACCOUNT",
      ...(query.has("year") ? { year: Number(query.get("year")) } : {}),
    });
    return new Response(text, { headers: fileHeaders(fileName, "text/csv; charset=utf-8", "attachment") });
  } catch (error) {
    return refusal(error);
  }
}
