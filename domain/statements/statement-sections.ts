import type { InstrumentKind } from "@/domain/market/types";
import type { LocalDate } from "@/domain/time/instant";
import { add, type Money, money, moneyToWire, ratio, subtract, ZERO } from "@/domain/money/money";

/** A holding as the books have it, with what our lots and the announced dividends say of it; null if not known. */
export type HeldLine = {
  symbol: string;
  name: string;
  kind: InstrumentKind;
  quantity: string;
  settledQuantity: string;
  price: string;
  value: string;
  /** Dollars that the open lots cost, fees included. */
  cost: string | null;
  /** Dollars of the dividends of the last twelve months on as many shares: an estimate, no promise. */
  yearlyIncome: string | null;
};

export type Held = HeldLine & { unrealised: string | null };

/** A part of the account's equity; `share` is its part of the whole, null where the equity is not above zero. */
export type Allocation = { part: "CASH" | InstrumentKind; value: string; share: string | null };

export type MonthEquity = { month: string; equity: string };

/** A return as the portfolio's pages have it: ratios, or null with the reason why there is none. */
export type PerformanceFigure = {
  /** Dollars that equity changed by, net of deposits and withdrawals; papers of the first editions do not say it. */
  change?: string | null;
  timeWeighted: string | null;
  moneyWeighted: string | null;
  reason: string | null;
};

export const NO_PERFORMANCE: PerformanceFigure = { timeWeighted: null, moneyWeighted: null, reason: null };

/** How the account did in the month, in its year, and on the month's last trading day (not in the first editions). */
export type Performance = {
  month: PerformanceFigure;
  year: PerformanceFigure;
  day?: PerformanceFigure & { on: LocalDate };
};

export type InterestOf = {
  charged: string;
  credited: string;
  ofYear: { charged: string; credited: string };
};

export type OpenOrderLine = {
  orderReference: string;
  placedOn: string;
  side: "BUY" | "SELL";
  symbol: string;
  type: string;
  timeInForce: string;
  quantity: string;
  leavesQuantity: string;
  limitPrice: string | null;
  stopPrice: string | null;
};

/** Holdings with what each has gained, and their sums; a sum of costs is null as long as one cost is unknown. */
export function heldOf(lines: readonly HeldLine[]): {
  holdings: Held[];
  holdingsCost: string | null;
  holdingsUnrealised: string | null;
  holdingsYearlyIncome: string;
} {
  const holdings = lines.map((line) => ({
    ...line,
    unrealised: line.cost === null ? null : moneyToWire(subtract(money(line.value), money(line.cost))),
  }));
  const costs = lines.map(({ cost }) => cost);
  const isKnown = costs.every((cost) => cost !== null);
  const cost = add(ZERO, ...costs.map((each) => money(each ?? "0")));
  const value = add(ZERO, ...lines.map((line) => money(line.value)));
  return {
    holdings,
    holdingsCost: isKnown ? moneyToWire(cost) : null,
    holdingsUnrealised: isKnown ? moneyToWire(subtract(value, cost)) : null,
    holdingsYearlyIncome: moneyToWire(add(ZERO, ...lines.map((line) => money(line.yearlyIncome ?? "0")))),
  };
}

const PARTS = ["STOCK", "ETF", "OTC"] as const;

/** What the equity consists of. The parts sum to it, to the cent. */
export function allocationOf(lines: readonly HeldLine[], cash: Money, equity: Money): Allocation[] {
  const valueOf = (kind: InstrumentKind): Money =>
    add(ZERO, ...lines.filter((line) => line.kind === kind).map((line) => money(line.value)));
  const part = (name: Allocation["part"], value: Money): Allocation => ({
    part: name,
    value: moneyToWire(value),
    share: equity.gt(0) ? (ratio(value, equity)?.toDecimalPlaces(6).toFixed() ?? null) : null,
  });
  const held = PARTS.filter((kind) => lines.some((line) => line.kind === kind));
  return [...held.map((kind) => part(kind, valueOf(kind))), part("CASH", cash)];
}
