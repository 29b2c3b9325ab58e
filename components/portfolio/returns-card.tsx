import { GrowthCurve } from "@/components/charts/growth-curve";
import type { Performance } from "@/components/portfolio/portfolio-sums";
import { ReturnFigure } from "@/components/portfolio/return-figure";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { Figure } from "@/components/ui/figure";
import { formatSigned } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type ReturnsCardProps = {
  performance: Performance;
  /** "this year" */
  words: string;
  account: string;
};

/** How the account did: both returns, the benchmark's, and the curve of both. */
export function ReturnsCard({ performance, words, account }: ReturnsCardProps) {
  const { timeWeighted, moneyWeighted, benchmark, curve, from, to } = performance;
  const isLong = timeWeighted.annualised.rate !== null || moneyWeighted.annualised.rate !== null;
  const names = { account: "Time-weighted", benchmark: benchmark?.symbol ?? null };
  const points = curve.map(({ date, growth, benchmark: other }) => ({
    date,
    account: growth,
    benchmark: other,
  }));
  return (
    <Card padding="none">
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 px-4 pt-4 pb-3 md:grid-cols-4">
        <Figure
          label="Time-weighted return"
          value={
            <ReturnFigure
              figure={timeWeighted.period}
              about={`time-weighted return, ${words}`}
              formula="timeWeighted"
            />
          }
          detail={isLong ? <PerYear figure={timeWeighted.annualised} of="time-weighted" /> : undefined}
        />
        <Figure
          label="Money-weighted return"
          value={
            <ReturnFigure
              figure={moneyWeighted.period}
              about={`money-weighted return, ${words}`}
              formula="moneyWeighted"
            />
          }
          detail={isLong ? <PerYear figure={moneyWeighted.annualised} of="money-weighted" /> : undefined}
        />
        <Figure
          label="Gain, USD"
          value={<Change text={formatSigned(performance.gain)} />}
          detail="After deposits and withdrawals"
        />
        {benchmark ? (
          <Figure
            label={`${benchmark.symbol}, same days`}
            value={<ReturnFigure figure={benchmark.return.period} about={`return of ${benchmark.symbol}`} />}
            detail={
              <>
                <ReturnFigure
                  figure={benchmark.excess}
                  about={`return against ${benchmark.symbol}`}
                  formula="benchmark"
                  note="against it"
                />
              </>
            }
          />
        ) : null}
      </div>
      {points.filter((point) => point.account !== null).length < 2 ? (
        <p className="mx-4 mb-4 flex h-56 items-center justify-center rounded-card bg-sunk px-6 text-center text-muted md:h-72">
          The curve begins when the first day with money has ended.
        </p>
      ) : (
        <GrowthCurve
          points={points}
          names={names}
          label={`Return of ${account}, ${formatDate(from)} to ${formatDate(to)}`}
        />
      )}
    </Card>
  );
}

const PerYear = ({ figure, of }: { figure: Performance["timeWeighted"]["annualised"]; of: string }) => (
  <ReturnFigure figure={figure} about={`${of} return a year`} formula="annualised" note="a year" />
);
