import { AppError } from "@/domain/errors";
import { toPrice } from "@/domain/market/types";
import { toWire } from "@/domain/money/money";
import type { StatusView } from "@/server/market/views";
import type { Deps } from "@/server/platform/deps";

/** Whether a stock may trade now, and between which prices. UNKNOWN_SYMBOL for what we do not trade. */
export async function marketStatus(deps: Deps, input: { symbol: string }): Promise<StatusView> {
  const at = await deps.clock.exchangeNow();
  const status = deps.market.status(input.symbol, at);
  if (!status) throw new AppError("UNKNOWN_SYMBOL", `We do not trade ${input.symbol}.`);
  const bands = deps.market.bands(input.symbol, at);
  return {
    symbol: input.symbol,
    at,
    phase: status.phase,
    halt: status.halt,
    bands: bands && {
      lower: toWire(toPrice(bands.lower)),
      upper: toWire(toPrice(bands.upper)),
      reference: toWire(toPrice(bands.reference)),
    },
  };
}
