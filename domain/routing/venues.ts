import type { Mic } from "@/domain/market/types";

/** What the router and the papers need to know of a venue besides its quotes. */
export type VenueFacts = {
  name: string;
  /** Milliseconds from our gateway to its matching engine. */
  latencyMs: number;
  /** Its quotes are protected by Regulation NMS Rule 611: nobody may trade at a worse price while they stand. */
  isProtected: boolean;
};

export const VENUE_FACTS = {
  XNAS: { name: "Nasdaq", latencyMs: 2, isProtected: true },
  XNYS: { name: "New York Stock Exchange", latencyMs: 2, isProtected: true },
  ARCX: { name: "NYSE Arca", latencyMs: 2, isProtected: true },
  BATS: { name: "Cboe BZX", latencyMs: 1, isProtected: true },
  EDGX: { name: "Cboe EDGX", latencyMs: 1, isProtected: true },
  // The delay that IEX is known for, rounded up to our grain.
  IEXG: { name: "Investors Exchange", latencyMs: 3, isProtected: true },
  MEMX: { name: "MEMX", latencyMs: 1, isProtected: true },
  RSHM: { name: "Rush Market Making", latencyMs: 5, isProtected: false },
} as const satisfies Record<Mic, VenueFacts>;
