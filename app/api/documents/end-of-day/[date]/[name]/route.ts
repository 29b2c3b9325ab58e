import { eodFileName } from "@/domain/clearing/messages";
import { fileHeaders, refusal } from "@/app/api/documents/file-answer";
import { serverCaller } from "@/server/trpc/server-caller";

export const dynamic = "force-dynamic";

type Where = { params: Promise<{ date: string; name: string }> };

/** An end-of-day file byte for byte as the clearing firm sent it, for staff. */
export async function GET(_request: Request, { params }: Where): Promise<Response> {
  const { date, name } = await params;
  const known = eodFileName.safeParse(name);
  if (!known.success) return new Response("There is no such document.", { status: 404 });
  try {
    const api = await serverCaller();
    const { content } = await api.clearing.wholeFile({ businessDate: date, name: known.data });
    return new Response(content, {
      headers: fileHeaders(`${known.data}-${date}.txt`, "text/plain; charset=utf-8", "attachment"),
    });
  } catch (error) {
    return refusal(error);
  }
}
