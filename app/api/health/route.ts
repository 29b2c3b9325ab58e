import { isAppError } from "@/domain/errors";
import { portal } from "@/server/compose";

export const dynamic = "force-dynamic";

/** Whether this server can serve: it reaches its database and knows the exchange's time. Nothing else is told. */
export async function GET(): Promise<Response> {
  try {
    const deps = await portal();
    deps.clock.refresh();
    const exchangeNow = await deps.clock.exchangeNow();
    return Response.json({ ok: true, exchangeNow: new Date(exchangeNow).toISOString() });
  } catch (error) {
    return Response.json(
      { ok: false, reason: isAppError(error) ? error.code : "UNAVAILABLE" },
      { status: 503 },
    );
  }
}
