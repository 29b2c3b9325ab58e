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

/** Beyond this the exact figure says nothing any more. */
const MOST_TIMES = 9.99;

/** Effective over quoted spread: "82.4%". Below 100% is better than the quotes; a dash without both. */
export function effectiveOverQuoted({ effectiveSpread, quotedSpread }: QualityRow): string {
  if (effectiveSpread === null || quotedSpread === null) return NONE;
  const share = ratio(price(effectiveSpread), price(quotedSpread));
  if (!share) return NONE;
  return share.gt(MOST_TIMES) ? "> 999%" : formatWeight(share.toFixed(6));
}

export const fillRateInWords = ({ fillRate }: QualityRow): string =>
  fillRate === null ? NONE : formatWeight(fillRate);

/** Milliseconds as people say them: "12 ms", "3.4 s", "17 min", "1.9 h"; orders that wait in a book take that long. */
export function durationInWords(ms: number | null): string {
  if (ms === null) return NONE;
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}

/** "STOP_LIMIT" as the ticket calls it. */
export const typeName = (type: string): string =>
  Object.entries(TYPE_LABELS).find(([code]) => code === type)?.[1] ?? type;

export const SPANS = ["30", "90", "365"] as const;
export type Span = (typeof SPANS)[number];
/** The span of an address; 90 days where it names none. */
export const readSpan = (text: string | undefined): Span => SPANS.find((span) => span === text) ?? "90";
