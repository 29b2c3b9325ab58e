import { toPrice } from "@/domain/market/types";
import { toWire } from "@/domain/money/money";
import { plus } from "@/domain/time/instant";
import { instrumentOf } from "@/server/market/queries";
import type { PrintView } from "@/server/market/views";
import type { Deps } from "@/server/platform/deps";

const SHOWN = 100;
/** A weekend with a holiday, and a day: what is older is no news of the tape. */
const LOOK_BACK_MS = 5 * 86_400_000;

/** Time and sales: the newest hundred trades, newest first. UNKNOWN_SYMBOL for what we do not trade. */
export async function timeAndSales(deps: Deps, input: { symbol: string }): Promise<PrintView[]> {
  instrumentOf(deps, input);
  const at = await deps.clock.exchangeNow();
  const prints = deps.market.prints(input.symbol, plus(at, -LOOK_BACK_MS), at, SHOWN);
  return prints
    .map(
      (print): PrintView => ({
        at: print.at,
        price: toWire(toPrice(print.price)),
        size: print.size,
        venue: print.venue,
      }),
    )
    .reverse();
}
