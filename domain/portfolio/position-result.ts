import { add, type Money, negate, subtract, ZERO } from "@/domain/money/money";
import type { RateFigure } from "@/domain/portfolio/answer";
import { modifiedDietz } from "@/domain/portfolio/modified-dietz";
import type { LocalDate } from "@/domain/time/instant";

/** What was bought or sold of a position: `gross` is shares times price; both amounts in dollars, above zero. */
export type PositionTrade = { on: LocalDate; side: "BUY" | "SELL"; gross: Money; fees: Money };

/** A position from the close of `from` to the close of `to`; trades and income between them only. Dollars. */
export type PositionPeriod = {
  from: LocalDate;
  to: LocalDate;
  startValue: Money;
  endValue: Money;
  trades: readonly PositionTrade[];
  income: Money;
};

export type PositionResult = {
  gross: Money;
  net: Money;
  averageCapital: Money;
  grossReturn: RateFigure;
  netReturn: RateFigure;
};

/**
 * What a position brought in a period, before and after fees (FORMULAS.positionResult). A position that was not there
 * at the start counts from its first trade. Fees count in the period in which they were paid.
 */
export function positionResult(period: PositionPeriod): PositionResult {
  const { startValue, trades, to, income } = period;
  const first = trades[0]?.on;
  const from = startValue.isZero() && first ? first : period.from;
  const flows = trades.map(({ on, side, gross }) => ({ on, amount: side === "BUY" ? gross : negate(gross) }));
  const fees = add(ZERO, ...trades.map((trade) => trade.fees));
  const endValue = add(period.endValue, income);
  const before = modifiedDietz({ from, to, startValue, endValue, flows });
  const after = modifiedDietz({ from, to, startValue, endValue: subtract(endValue, fees), flows });
  return {
    gross: before.gain,
    net: after.gain,
    averageCapital: before.averageCapital,
    grossReturn: before.return,
    netReturn: after.return,
  };
}
