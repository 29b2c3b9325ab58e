import { type Money, money, type Price, price, subtract } from "@/domain/money/money";
import { type MarginAccount, marginFigures } from "@/domain/risk/margin";
import type { LocalDate } from "@/domain/time/instant";

/** How far the market falls in the cases that are shown. */
export const STRESS_FALLS = ["0.1", "0.2", "0.3"] as const;

/** An account if the market fell by `fall` (a plain ratio) at once. Dollars; the last three are null of a cash account. */
export type StressCase = {
  fall: string;
  equity: Money;
  change: Money;
  maintenanceRequirement: Money | null;
  /** Below zero: what would be missing. */
  maintenanceExcess: Money | null;
  /** What a maintenance call would ask for; zero where there is none. */
  call: Money | null;
};

const PRICE_DECIMALS = 6;

/** A price after a fall, times the stock's beta (plain decimal; negative betas rise); never below nothing. */
function fallen(at: Price, fall: string, beta: string): Price {
  const left = money("1").minus(money(fall).times(money(beta)));
  return left.lte(0) ? price("0") : (at.times(left).toDecimalPlaces(PRICE_DECIMALS) as Price);
}

/**
 * What a falling market would do to an account: every price falls by the market's fall times its beta (1 where
 * `betas` has none), requirements are those of FINRA 4210 and the house at the new prices. An arithmetic example, not
 * a forecast.
 */
export function marginStress(
  account: MarginAccount,
  on: LocalDate,
  { isMargin, betas = new Map() }: { isMargin: boolean; betas?: ReadonlyMap<string, string> },
  falls: readonly string[] = STRESS_FALLS,
): StressCase[] {
  const before = marginFigures(account, on).equity;
  return falls.map((fall) => {
    const positions = account.positions
      .filter(({ shares }) => !shares.isZero())
      .map((position) => ({
        ...position,
        price: fallen(position.price, fall, betas.get(position.symbol) ?? "1"),
      }));
    const figures = marginFigures({ ...account, positions }, on);
    return {
      fall,
      equity: figures.equity,
      change: subtract(figures.equity, before),
      maintenanceRequirement: isMargin ? figures.maintenanceRequirement : null,
      maintenanceExcess: isMargin ? figures.maintenanceExcess : null,
      call: isMargin ? figures.call : null,
    };
  });
}
