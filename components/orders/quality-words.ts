import { TYPE_LABELS } from "@/components/orders/ticket-choices";
import type { Outputs } from "@/components/shell/trpc-client";
import { formatWeight } from "@/domain/money/format";
import { price, ratio } from "@/domain/money/money";

export type Quality = Outputs["orders"]["quality"];
export type QualityRow = Quality["byVenue"][number];

const NONE = "—";

/** A spread as dollars a share, to a hundredth of a cent: "0.0213". */
export const spreadInWords = (spread: string | null): string =>
  spread === null ? NONE : price(spread).toFixed(4);

/** Effective over quoted spread: "82.4%". Below 100% is better than the quotes; a dash without both. */
export function effectiveOverQuoted({ effectiveSpread, quotedSpread }: QualityRow): string {
  if (effectiveSpread === null || quotedSpread === null) return NONE;
  const share = ratio(price(effectiveSpread), price(quotedSpread));
  return share ? formatWeight(share.toFixed(6)) : NONE;
}

export const fillRateInWords = ({ fillRate }: QualityRow): string =>
  fillRate === null ? NONE : formatWeight(fillRate);

/** "STOP_LIMIT" as the ticket calls it. */
export const typeName = (type: string): string =>
  Object.entries(TYPE_LABELS).find(([code]) => code === type)?.[1] ?? type;

export const SPANS = ["30", "90", "365"] as const;
export type Span = (typeof SPANS)[number];
/** The span of an address; 90 days where it names none. */
export const readSpan = (text: string | undefined): Span => SPANS.find((span) => span === text) ?? "90";
