import { shareRatio } from "@/domain/corporate-actions/action";
import { groupedBy } from "@/domain/grouped";
import {
  add,
  type Money,
  money,
  moneyToWire,
  NO_SHARES,
  type Quantity,
  quantity,
  ratio,
  toCents,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { type HeldPosition, type ValuedPosition, valuePositions } from "@/domain/portfolio/valuation";
import { marginFigures } from "@/domain/risk/margin";
import { addMonths, type LocalDate, toColumn } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";
import type { Live, LiveAccount, PositionFacts } from "@/server/portfolio/live";
import { type PositionView, ratioToWire } from "@/server/portfolio/views";

type Held = { account: LiveAccount; facts: PositionFacts };

/** Positions in one stock as one: sums of what is held and paid; prices are the same anyway. */
function together(positions: readonly HeldPosition[]): HeldPosition {
  const [first, ...others] = positions as [HeldPosition, ...HeldPosition[]];
  return others.reduce(
    (sum, one) => ({
      ...sum,
      quantity: add(sum.quantity, one.quantity),
      openCost: add(sum.openCost, one.openCost),
      quantityBefore: add(sum.quantityBefore, one.quantityBefore),
      investedSince: add(sum.investedSince, one.investedSince),
    }),
    first,
  );
}

/** Everything that these accounts hold, one row a stock, with weights of their equity together. */
export async function positionViews(
  deps: Deps,
  live: Live,
  accounts: readonly Held[],
  equity: Money,
): Promise<{ views: PositionView[]; unrealised: Money; cost: Money; requirement: Money | null }> {
  const all = accounts.flatMap(({ facts }) => facts.held);
  const merged = [...groupedBy(all, ({ symbol }) => symbol).values()].map(together);
  const valued = valuePositions(merged, equity).toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const dividends = await yearlyDividends(
    deps,
    valued.map(({ symbol }) => symbol),
    live.today,
  );
  const requirements = requirementsOf(live, accounts);
  const views = valued.map((position) => {
    const { symbol } = position;
    const perShare = dividends.get(symbol);
    const ofAll = <T extends Money | Quantity>(zero: T, of: (held: Held) => T | undefined): T =>
      add(zero, ...accounts.map((held) => of(held) ?? zero));
    return positionView(deps, position, {
      previousClose: merged.find((one) => one.symbol === symbol)?.previousClose ?? null,
      reserved: ofAll(
        NO_SHARES,
        ({ account }) => account.holdings.find((holding) => holding.symbol === symbol)?.reserved,
      ),
      lots: accounts.reduce((sum, { facts }) => sum + (facts.costs.get(symbol)?.lots ?? 0), 0),
      income: perShare && !perShare.isZero() ? toCents(perShare.times(position.quantity)) : null,
      requirement: requirements.get(symbol) ?? null,
    });
  });
  const hasMargin = accounts.some(({ account }) => account.cash.margin);
  return {
    views,
    unrealised: add(ZERO, ...valued.map(({ unrealised }) => unrealised)),
    cost: add(ZERO, ...valued.map(({ cost }) => cost)),
    requirement: hasMargin ? add(ZERO, ...requirements.values()) : null,
  };
}

type More = {
  previousClose: HeldPosition["previousClose"];
  reserved: Quantity;
  lots: number;
  income: Money | null;
  requirement: Money | null;
};

function positionView(deps: Deps, position: ValuedPosition, more: More): PositionView {
  const instrument = deps.market.instrument(position.symbol);
  const { income, requirement } = more;
  return {
    symbol: position.symbol,
    name: instrument?.name ?? position.symbol,
    sector: instrument?.sector ?? "Other",
    kind: instrument?.kind ?? "STOCK",
    quantity: toWire(position.quantity),
    price: position.price && toWire(position.price),
    previousClose: more.previousClose && toWire(more.previousClose),
    value: moneyToWire(position.value),
    cost: moneyToWire(toCents(position.cost)),
    averageCost: ratio(position.cost, position.quantity)?.toDecimalPlaces(4).toFixed() ?? null,
    dayChange: moneyToWire(position.dayChange),
    dayChangeRatio: ratioToWire(position.dayChangeRatio),
    unrealised: moneyToWire(toCents(position.unrealised)),
    unrealisedRatio: ratioToWire(position.unrealisedRatio),
    weight: ratioToWire(position.weight),
    reserved: toWire(more.reserved),
    lots: more.lots,
    yearlyIncome: income && moneyToWire(income),
    yield: income && position.value.gt(0) ? ratioToWire(ratio(income, position.value)) : null,
    marginRequirement: requirement && moneyToWire(requirement),
  };
}

/** Maintenance requirements by symbol of what margin accounts hold (FINRA 4210, or the house's). */
function requirementsOf(live: Live, accounts: readonly Held[]): Map<string, Money> {
  const sums = new Map<string, Money>();
  for (const { account, facts } of accounts) {
    if (!account.cash.margin) continue;
    for (const { symbol, quantity: shares, price } of facts.held) {
      if (!price) continue;
      const { maintenanceRequirement } = marginFigures(
        { cash: ZERO, positions: [{ symbol, shares, price }] },
        live.today,
      );
      sums.set(symbol, add(sums.get(symbol) ?? ZERO, maintenanceRequirement));
    }
  }
  return sums;
}

/** Dollars that went ex in the last twelve months a share, by symbol, in today's shares. */
async function yearlyDividends(
  deps: Deps,
  symbols: readonly string[],
  today: LocalDate,
): Promise<Map<string, Money>> {
  const rows = await deps.db.corporateAction.findMany({
    where: {
      symbol: { in: [...symbols] },
      exDate: { gt: toColumn(addMonths(today, -12)), lte: toColumn(today) },
    },
    orderBy: [{ exDate: "desc" }, { id: "asc" }],
  });
  const sums = new Map<string, Money>();
  /** New shares for one share of the row's day. */
  const grown = new Map<string, Quantity>();
  for (const { symbol, type, value, per } of rows) {
    const factor = grown.get(symbol) ?? quantity("1");
    if (type === "CASH_DIVIDEND")
      sums.set(symbol, add(sums.get(symbol) ?? ZERO, money(value).div(factor) as Money));
    else if (type === "SPLIT" || type === "REVERSE_SPLIT" || type === "STOCK_DIVIDEND") {
      const { to, from } = shareRatio({ type, value: value.toFixed(), per: per.toFixed() });
      grown.set(symbol, factor.times(to).div(from) as Quantity);
    }
  }
  return sums;
}
