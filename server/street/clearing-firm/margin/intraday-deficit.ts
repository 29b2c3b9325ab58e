import { type Money, type Price, quantity, ZERO } from "@/domain/money/money";
import { intradayDeficit, isDeMinimis } from "@/domain/risk/intraday-margin";
import { marginFigures, type MarginPosition } from "@/domain/risk/margin";
import { marginRegimeOn } from "@/domain/risk/margin-regime";
import type { LocalDate } from "@/domain/time/instant";
import { type MarginAccountOfDay, priceAt } from "@/server/street/clearing-firm/margin/margin-accounts";
import type { Step } from "@/server/street/street";

/** What the account held and owed before its first trade of the day; money that moved counts from the morning. */
function morningOf({ cash, positions, trades }: MarginAccountOfDay): {
  cash: Money;
  held: Map<string, Money>;
} {
  const held = new Map(positions.map(({ symbol, shares }) => [symbol, shares as unknown as Money]));
  let before = cash;
  for (const { symbol, shares, net } of trades) {
    before = before.minus(net) as Money;
    held.set(symbol, (held.get(symbol) ?? ZERO).minus(shares) as Money);
  }
  return { cash: before, held };
}

/**
 * The day's intraday margin deficit of an account (FINRA 4210(d)(2) as of 2026): it is looked at after each trade, at
 * the prices of that moment. Zero where the old day-trader rule is kept, and for one that may be let pass.
 */
export function deficitOfDay(
  step: Step,
  account: MarginAccountOfDay,
  day: LocalDate,
  equity: Money,
  closes: ReadonlyMap<string, Price>,
): Money {
  if (marginRegimeOn(day, account.regime) !== "INTRADAY_MARGIN" || account.trades.length === 0) return ZERO;
  const { cash, held } = morningOf(account);
  let balance = cash;
  const points = account.trades.map((trade) => {
    balance = balance.plus(trade.net) as Money;
    held.set(trade.symbol, (held.get(trade.symbol) ?? ZERO).plus(trade.shares) as Money);
    const positions: MarginPosition[] = [...held]
      .filter(([, shares]) => !shares.isZero())
      .map(([symbol, shares]) => ({
        symbol,
        shares: quantity(shares),
        price: priceAt(step, symbol, trade.at, closes.get(symbol)),
      }));
    return marginFigures({ cash: balance, positions }, day);
  });
  const amount = intradayDeficit(points);
  return amount.isZero() || isDeMinimis({ amount, equity }) ? ZERO : amount;
}
