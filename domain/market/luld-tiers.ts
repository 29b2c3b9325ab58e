import { catalogueEntry } from "@/domain/market/catalogue";
import type { LuldTier } from "@/domain/market/luld";
import type { Instrument } from "@/domain/market/types";

/**
 * Stocks of the catalogue that are in neither the S&P 500 nor the Russell 1000: foreign issuers' receipts, small
 * companies, closed-end and business development funds. The lists are redrawn twice a year; like the catalogue's
 * figures, this one stands for the beginning of 2026 and is no quotation of them.
 */
const TIER_2: ReadonlySet<string> = new Set([
  ...["LUMN", "NIO", "KSS", "BYND", "FLG", "LYG", "BBD", "PSEC", "OPEN", "MELI"],
  ...["GERN", "OCGN", "CLOV", "NVAX", "TLRY", "CGC", "SNDL", "IBIO", "RIG", "PLUG", "GEVO", "NAT"],
  ...["WTI", "JBLU", "SPCE", "JOBY", "FFAI", "BLNK", "MVIS", "CAN", "BITF", "MARA", "IQ", "GRAB"],
  ...["AMC", "NOK", "VALE"],
]);

/** Funds that promise a multiple of an index's day. */
const LEVERAGE: Readonly<Record<string, number>> = { UVXY: 1.5 };

/** The tier of an instrument: 1 for every fund, 2 for a stock that we do not know; null over the counter. */
export function luldTier({ symbol, kind }: Instrument): LuldTier | null {
  if (kind === "OTC") return null;
  if (kind === "ETF") return 1;
  return catalogueEntry(symbol) && !TIER_2.has(symbol) ? 1 : 2;
}

export const leverageOf = (symbol: string): number => LEVERAGE[symbol] ?? 1;
