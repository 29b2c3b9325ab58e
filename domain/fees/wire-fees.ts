import { InvariantError } from "@/domain/errors";
import { type Money, money } from "@/domain/money/money";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** Dollars that the clearing firm charges for a wire, and until when (New York) it sends one on the same day. */
type WireTerms = { from: LocalDate; outgoing: string; incoming: string; cutoff: `${number}:${number}` };

/** Newest last. A change is a new row, so that old wires keep their old price. */
const TERMS: readonly WireTerms[] = [
  { from: localDate("1990-01-01"), outgoing: "25.00", incoming: "0.00", cutoff: "16:00" },
];

/** What a wire costs on a bank day, and its cutoff. */
export function wireTerms(on: LocalDate): {
  outgoing: Money;
  incoming: Money;
  cutoff: `${number}:${number}`;
} {
  const row = TERMS.findLast((candidate) => candidate.from <= on) ?? TERMS[0];
  if (!row) throw new InvariantError("there are always terms for a wire");
  return { outgoing: money(row.outgoing), incoming: money(row.incoming), cutoff: row.cutoff };
}
