import { add, type Money, moneyToWire, notional, toCents, ZERO } from "@/domain/money/money";
import {
  type AllocatedHolding,
  type AllocationKey,
  allocationBy,
  concentrationOf,
} from "@/domain/portfolio/allocation";
import { marginStress, STRESS_FALLS, type StressCase } from "@/domain/portfolio/margin-stress";
import type { AccountsInput } from "@/domain/portfolio/portfolio-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ownAccountIds } from "@/server/portfolio/accounts";
import { type Live, type LiveAccount, liveAccounts } from "@/server/portfolio/live";
import { sumOf } from "@/server/portfolio/standings";
import { type OutlookView, ratioToWire, type SliceView, type StressView } from "@/server/portfolio/views";

/**
 * How accounts' equity is spread at this moment, how much hangs on a few positions, and what a falling market would do:
 * an arithmetic example at one fall for all prices, not a forecast. NOT_FOUND for another's account.
 */
export async function outlook(deps: Deps, actor: Actor, input: AccountsInput): Promise<OutlookView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const live = await liveAccounts(deps, accountIds);
  const holdings = live.accounts.flatMap((account) => holdingsOf(deps, live, account));
  const cash = sumOf(live.accounts, (account) => account.cash.total);
  const slices = (key: AllocationKey): SliceView[] =>
    allocationBy(key, holdings, cash).map(({ name, value, weight }) => ({
      name,
      value: moneyToWire(value),
      weight: ratioToWire(weight),
    }));
  const concentration = concentrationOf(merged(holdings));
  return {
    asOf: live.at,
    equity: moneyToWire(sumOf(live.accounts, ({ equity }) => equity)),
    allocation: { SYMBOL: slices("SYMBOL"), SECTOR: slices("SECTOR"), KIND: slices("KIND") },
    concentration: {
      largest: concentration.largest && {
        symbol: concentration.largest.symbol,
        weight: ratioToWire(concentration.largest.weight) ?? "0",
      },
      topFive: ratioToWire(concentration.topFive),
      effectivePositions: concentration.effectivePositions?.toDecimalPlaces(1).toFixed() ?? null,
    },
    stress: stressOf(live),
  };
}

function holdingsOf(deps: Deps, live: Live, { holdings }: LiveAccount): AllocatedHolding[] {
  return holdings.map(({ symbol, quantity }) => {
    const price = live.priceOf(symbol);
    const instrument = deps.market.instrument(symbol);
    return {
      symbol,
      value: price ? notional(quantity, price) : ZERO,
      sector: instrument?.sector ?? "Other",
      kind: instrument?.kind ?? "STOCK",
    };
  });
}

/** A stock in several accounts is one position. */
const merged = (holdings: readonly AllocatedHolding[]): { symbol: string; value: Money }[] =>
  allocationBy("SYMBOL", holdings, ZERO).flatMap(({ name, value }) =>
    name === null ? [] : [{ symbol: name, value }],
  );

/** Each account is called by itself, so each falls by itself, and the sums are told. */
function stressOf(live: Live): StressView[] {
  const cases = live.accounts.map(({ cash, holdings }) => {
    const positions = holdings.flatMap(({ symbol, quantity }) => {
      const price = live.priceOf(symbol);
      return price ? [{ symbol, shares: quantity, price }] : [];
    });
    return marginStress({ cash: cash.total, positions }, live.today, { isMargin: cash.margin !== null });
  });
  return STRESS_FALLS.map((fall, n) => {
    const own = cases.flatMap((account) => account[n] ?? []);
    const sum = (of: (one: StressCase) => Money | null): string | null => {
      const known = own.map(of).filter((value) => value !== null);
      return known.length === 0 ? null : moneyToWire(toCents(add(ZERO, ...known)));
    };
    return {
      fall,
      equity: sum(({ equity }) => equity) ?? "0",
      change: sum(({ change }) => change) ?? "0",
      maintenanceRequirement: sum(({ maintenanceRequirement }) => maintenanceRequirement),
      maintenanceExcess: sum(({ maintenanceExcess }) => maintenanceExcess),
      call: sum(({ call }) => call),
    };
  });
}
