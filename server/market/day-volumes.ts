import { addDays, instantAt, localDateOf } from "@/domain/time/instant";
import type { VolumeView } from "@/server/market/views";
import type { Deps } from "@/server/platform/deps";

/** A weekend with holidays on both sides of it. */
const LAST_SESSION_WITHIN_DAYS = 5;

/** Shares traded so far in the last session that has begun, by symbol; symbols that we do not trade are left out. */
export async function dayVolumes(deps: Deps, input: { symbols: string[] }): Promise<VolumeView[]> {
  const now = await deps.clock.exchangeNow();
  const from = instantAt(addDays(localDateOf(now), -LAST_SESSION_WITHIN_DAYS), "00:00");
  return input.symbols
    .filter((symbol) => deps.market.instrument(symbol))
    .map((symbol) => ({ symbol, volume: deps.market.bars(symbol, "1d", from, now).at(-1)?.volume ?? null }));
}
