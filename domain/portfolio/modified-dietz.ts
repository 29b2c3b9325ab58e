import { add, type Money, subtract, ZERO } from "@/domain/money/money";
import { noRate, rateFigure, type RateFigure } from "@/domain/portfolio/answer";
import { daysFrom } from "@/domain/portfolio/daily-chain";
import type { LocalDate } from "@/domain/time/instant";

/** Values in dollars at the close of two days, and flows between them: in above zero, out below. */
export type DietzPeriod = {
  from: LocalDate;
  to: LocalDate;
  startValue: Money;
  endValue: Money;
  flows: readonly { on: LocalDate; amount: Money }[];
};
export type DietzReturn = { gain: Money; averageCapital: Money; return: RateFigure };

/**
 * Gain against the average capital (FORMULAS.modifiedDietz): where there are no daily values, and for one position.
 * Not annualised. Without capital there is no return. Dollars are not rounded.
 */
export function modifiedDietz({ from, to, startValue, endValue, flows }: DietzPeriod): DietzReturn {
  const days = daysFrom(from, to);
  const moved = add(ZERO, ...flows.map(({ amount }) => amount));
  const gain = subtract(subtract(endValue, startValue), moved);
  const weighted = flows.map(({ on, amount }) =>
    // Of one day alone a flow is there all the time.
    days === 0 ? amount : (amount.times(daysFrom(on, to)).div(days) as Money),
  );
  const averageCapital = add(startValue, ...weighted);
  return {
    gain,
    averageCapital,
    return: averageCapital.gt(0)
      ? rateFigure(gain.div(averageCapital).toNumber())
      : noRate(averageCapital.lt(0) ? "NEGATIVE_EQUITY" : "NO_MONEY_AT_WORK"),
  };
}
