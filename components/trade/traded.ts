import type { History, Instrument } from "@/components/market/market-types";
import type { Quote } from "@/components/shell/live-store";

/** The instrument on the screen, with what the page brought along of its market. */
export type Traded = { instrument: Instrument; quote: Quote | null; history: History };
