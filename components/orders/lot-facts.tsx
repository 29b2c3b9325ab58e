import { formatPrice, formatQuantity } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type LotFactsProps = {
  lot: { acquiredOn: string; open: string; costPerShare: string };
  /** How long it has been held, in words. */
  term: string;
};

/** An open lot wherever lots are chosen: when it was bought, what is left of it, and its term. */
export function LotFacts({ lot, term }: LotFactsProps) {
  return (
    <div className="min-w-0">
      <p className="font-medium">Bought {formatDate(lot.acquiredOn)}</p>
      <p className="tabular text-muted">
        {formatQuantity(lot.open)} at {formatPrice(lot.costPerShare)}
      </p>
      <p className="text-muted">{term}</p>
    </div>
  );
}
