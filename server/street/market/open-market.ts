import { replayMarket } from "@/domain/market/replay";
import { syntheticMarket } from "@/domain/market/synthetic";
import type { MarketData } from "@/domain/market/types";
import { loadReplay } from "@/server/street/market/load-replay";

const REPLAY = "replay:";

/**
 * The market that the settings ask for: "synthetic", made from the seed, or "replay:FOLDER", read from files.
 * Throws FILE_REFUSED when the folder cannot be used.
 */
export async function openMarket(settings: {
  MARKET_DATA: string;
  MARKET_SEED: string;
}): Promise<MarketData> {
  if (!settings.MARKET_DATA.startsWith(REPLAY)) return syntheticMarket(settings.MARKET_SEED);
  return replayMarket(await loadReplay(settings.MARKET_DATA.slice(REPLAY.length)));
}
