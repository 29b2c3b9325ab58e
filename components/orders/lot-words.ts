import type { LotMethod } from "@/domain/tax/lot-methods";
import type { Relief } from "@/domain/tax/order-lots";

/** How lots are closed, in a word or two. What each does is told by METHOD_WORDS. */
export const METHOD_LABELS: Record<LotMethod | "SPECIFIC", string> = {
  FIFO: "First in, first out",
  LIFO: "Last in, first out",
  HIFO: "Highest cost first",
  LOWEST_TAX: "Lowest tax",
  AVERAGE: "Average cost",
  SPECIFIC: "Lots that I name",
};

/** The rule by which a closing took its shares; null and FIFO are one. */
export const reliefInWords = (relief: Relief | null): string => {
  if (relief === null) return METHOD_LABELS.FIFO;
  if (relief === "FALLBACK") return "First in, first out: the named lot was sold";
  return relief === "SPECIFIC" ? "Named" : METHOD_LABELS[relief];
};

export const TERM_LABELS = { SHORT: "Short-term", LONG: "Long-term" } as const;
