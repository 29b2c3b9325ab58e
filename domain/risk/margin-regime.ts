import { rowOn } from "@/domain/risk/dated-rows";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** Which rules of the day bind a margin account: the pattern day trader's, or the intraday margin that replaced them. */
export const MARGIN_REGIMES = ["LEGACY_PDT", "INTRADAY_MARGIN"] as const;
export type MarginRegime = (typeof MARGIN_REGIMES)[number];

type RegimeRow = { from: LocalDate; may: readonly [MarginRegime, ...MarginRegime[]]; source: string };

/** Which regimes a firm may keep, from each day on. The first of a row is what holds when nothing was chosen. */
const ALLOWED: readonly RegimeRow[] = [
  {
    from: localDate("1990-01-01"),
    may: ["LEGACY_PDT"],
    source: "FINRA 4210(f)(8)(B), before it NASD 2520 and NYSE 431 (in force since 28 September 2001)",
  },
  {
    from: localDate("2026-06-04"),
    may: ["INTRADAY_MARGIN", "LEGACY_PDT"],
    source: "SR-FINRA-2025-017, Rel. 34-105226 (91 FR 20731), Regulatory Notice 26-10: the phase-in",
  },
  {
    from: localDate("2027-10-20"),
    may: ["INTRADAY_MARGIN"],
    source: "Regulatory Notice 26-10: the end of the phase-in",
  },
];

/**
 * The regime on a day: what the carrying firm chose where it has a choice, else what the day prescribes. A choice of
 * a regime that is not (or no longer) allowed on the day is passed over.
 */
export function marginRegimeOn(on: LocalDate, chosen: MarginRegime | null): MarginRegime {
  const { may } = rowOn(ALLOWED, on);
  return chosen !== null && may.includes(chosen) ? chosen : may[0];
}
