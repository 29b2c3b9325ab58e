import { recordedOver } from "@/domain/market/recorded-over";
import { replayMarket } from "@/domain/market/replay";
import { syntheticMarket } from "@/domain/market/synthetic";
import type { MarketData } from "@/domain/market/types";
import { loadReplay } from "@/server/street/market/load-replay";

const REPLAY = /^replay(\+synthetic)?:(.+)$/;

/**
 * The market that the settings ask for: "synthetic", made from the seed; "replay:FOLDER", read from files; or
 * "replay+synthetic:FOLDER", what the files recorded, and all other symbols made. Throws FILE_REFUSED when the folder
 * cannot be used.
 */
export async function openMarket(settings: {
  MARKET_DATA: string;
  MARKET_SEED: string;
}): Promise<MarketData> {
  const asked = REPLAY.exec(settings.MARKET_DATA);
  if (!asked?.[2]) return syntheticMarket(settings.MARKET_SEED);
  const recorded = replayMarket(await loadReplay(asked[2]));
  return asked[1] ? recordedOver(recorded, syntheticMarket(settings.MARKET_SEED)) : recorded;
}
