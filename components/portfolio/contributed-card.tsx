import { EquityCurve } from "@/components/charts/equity-curve";
import { equityPoints, type Performance } from "@/components/portfolio/portfolio-sums";
import { Card } from "@/components/ui/card";
import { formatDate } from "@/domain/time/format";

/** What the account was worth, with what its owner had put in behind it. */
export function ContributedCard({ performance: { curve, closing, from, to } }: { performance: Performance }) {
  const points = equityPoints(curve, { asOf: 0, equity: closing });
  return (
    <Card title="Equity and what was paid in" padding="none" aside="USD">
      {points.length < 2 ? (
        <p className="mx-4 mb-4 flex h-56 items-center justify-center rounded-card bg-sunk px-6 text-center text-muted md:h-80">
          Your curve begins when the first day has ended.
        </p>
      ) : (
        <EquityCurve points={points} label={`Equity, ${formatDate(from)} to ${formatDate(to)}`} />
      )}
    </Card>
  );
}
