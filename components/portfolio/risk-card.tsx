import type { ReactNode } from "react";
import type { Performance } from "@/components/portfolio/portfolio-sums";
import { FormulaTip } from "@/components/portfolio/formula-tip";
import { ReturnFigure, type ReturnValue } from "@/components/portfolio/return-figure";
import { Card } from "@/components/ui/card";
import { FigureList } from "@/components/ui/figure-list";
import { InfoTip } from "@/components/ui/info-tip";
import { formatMoney, formatWeight } from "@/domain/money/format";
import { NO_ANSWER } from "@/domain/portfolio/answer";
import type { FormulaName } from "@/domain/portfolio/formulas";
import { formatDate } from "@/domain/time/format";

/** How bumpy the way was. */
export function RiskCard({ performance }: { performance: Performance }) {
  const { drawdown, volatility, sharpe, benchmark } = performance;
  return (
    <Card title="Risk">
      <FigureList
        items={[
          {
            label: <Label name="drawdown">Deepest drawdown</Label>,
            value: <ReturnFigure figure={drawdown.depth} about="deepest drawdown" />,
            note: drawdownWords(drawdown),
          },
          {
            label: <Label name="volatility">Volatility a year</Label>,
            value: <Plain figure={volatility} about="volatility" write={(rate) => formatWeight(rate, 2)} />,
          },
          {
            label: <Label name="sharpe">Sharpe ratio</Label>,
            value: <Plain figure={sharpe} about="Sharpe ratio" write={formatMoney} />,
          },
          ...(benchmark
            ? [
                {
                  label: <Label name="beta">Beta against {benchmark.symbol}</Label>,
                  value: <Plain figure={benchmark.beta} about="beta" write={formatMoney} />,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function drawdownWords({ peak, trough, recovered }: Performance["drawdown"]): string | undefined {
  if (!peak || !trough) return undefined;
  const fall = `From ${formatDate(peak)} to ${formatDate(trough)}`;
  return recovered ? `${fall}; made good on ${formatDate(recovered)}` : `${fall}; not made good yet`;
}

function Label({ name, children }: { name: FormulaName; children: ReactNode }) {
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <span>{children}</span>
      <FormulaTip name={name} about={`the ${name} is reckoned`} />
    </span>
  );
}

type PlainProps = { figure: ReturnValue; about: string; write: (rate: string) => string };

/** A figure that is neither a gain nor a loss. */
function Plain({ figure, about, write }: PlainProps) {
  if (figure.rate !== null) return write(figure.rate);
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <span className="text-muted">n/a</span>
      <InfoTip label="why?" about={`there is no ${about}`}>
        {NO_ANSWER[figure.reason ?? "NO_DAYS"]}
      </InfoTip>
    </span>
  );
}
