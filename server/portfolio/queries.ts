import {
  add,
  larger,
  type Money,
  money,
  moneyToWire,
  ratio,
  type Readable,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { lastDayOver } from "@/domain/portfolio/told-day";
import { type EquityChange, equityChange } from "@/domain/portfolio/valuation";
import { marginBuyingPower } from "@/domain/risk/margin-power";
import { HOUSE_DEFAULT } from "@/domain/risk/margin-rules";
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateFromColumn,
  localDateOf,
} from "@/domain/time/instant";
import type { Cash } from "@/server/ledger";
import { marginOrderFacts } from "@/server/margin";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { type OwnAccount, ownAccountIds, ownAccounts } from "@/server/portfolio/accounts";
import { heldPositions, type LiveAccount, liveAccounts, netFlowSince } from "@/server/portfolio/live";
import { changesOfDay } from "@/server/portfolio/period-figures";
import { positionViews } from "@/server/portfolio/positions";
import { standingsAt, sumOf } from "@/server/portfolio/standings";
import {
  type AccountPartView,
  type CashView,
  type HistoryPoint,
  type PortfolioView,
  ratioToWire,
} from "@/server/portfolio/views";

/**
 * The whole portfolio of one account, or of several together, at this moment. Its cost does not grow with the accounts'
 * history: balances and open lots as they stand, the last kept day, and what happened since. NOT_FOUND for another's
 * account.
 */
export async function portfolio(
  deps: Deps,
  actor: Actor,
  accountIds: readonly string[],
): Promise<PortfolioView> {
  const own = await ownAccounts(deps, actor, accountIds);
  const ids = own.map(({ id }) => id);
  const live = await liveAccounts(deps, ids);
  const dayOver = lastDayOver(live.told);
  const [held, yearStart, ofDayOver, powers] = await Promise.all([
    Promise.all(
      live.accounts.map(async (account) => ({ account, facts: await heldPositions(deps, live, account) })),
    ),
    standingsAt(deps.db, ids, addDays(`${live.today.slice(0, 4)}-01-01` as LocalDate, -1)),
    changesOfDay(deps.db, ids, dayOver),
    Promise.all(
      live.accounts.map(({ accountId, cash }) =>
        cash.margin ? marginPower(deps, accountId, live.at) : Promise.resolve(null),
      ),
    ),
  ]);
  const equity = sumOf(live.accounts, (account) => account.equity);
  const positions = await positionViews(deps, live, held, equity);
  const realised = subtract(
    sumOf(live.accounts, ({ terms }) => terms.REALISED),
    sumOf(yearStart, ({ terms }) => terms.REALISED),
  );
  // A day that is over is told by its row, and what has happened since is added to it.
  const changes = live.told.isOver ? ofDayOver : NONE;
  const parts = live.accounts.map((account, place) =>
    partView(own[place] as OwnAccount, account, changeOf([account], changes), powers[place] ?? null),
  );
  const [first] = parts as [AccountPartView];
  const change = changeOf(live.accounts, changes);
  return {
    accounts: parts,
    accountId: first.accountId,
    accountNumber: first.accountNumber,
    title: first.title,
    status: first.status,
    asOf: live.at,
    equity: moneyToWire(equity),
    positionValue: moneyToWire(sumOf(live.accounts, ({ positionValue }) => positionValue)),
    day: live.told.day,
    isDayOver: live.told.isOver,
    dayChange: moneyToWire(change.amount),
    dayChangeRatio: ratioToWire(change.ratio),
    lastDay:
      live.told.isOver || ofDayOver.size === 0
        ? null
        : { on: dayOver, change: moneyToWire(add(ZERO, ...ofDayOver.values())) },
    unrealised: moneyToWire(toCents(positions.unrealised)),
    unrealisedRatio: ratioToWire(ratio(positions.unrealised, positions.cost)),
    realisedThisYear: moneyToWire(toCents(realised)),
    yearlyIncome: moneyToWire(
      add(ZERO, ...positions.views.map(({ yearlyIncome }) => money(yearlyIncome ?? "0"))),
    ),
    marginRequirement: positions.requirement && moneyToWire(positions.requirement),
    cash: cashTogether(parts.map(({ cash }) => cash)),
    positions: positions.views,
  };
}

const NONE: ReadonlyMap<string, Money> = new Map();

/** The told day's change: since the last kept close, and `before` that what the day had changed by at that close. */
const changeOf = (accounts: readonly LiveAccount[], before: ReadonlyMap<string, Money>) =>
  equityChange(
    sumOf(accounts, ({ equity }) => equity),
    sumOf(accounts, ({ last, accountId }) => subtract(last.equity, before.get(accountId) ?? ZERO)),
    sumOf(accounts, netFlowSince),
  );

function partView(
  own: OwnAccount,
  account: LiveAccount,
  change: EquityChange,
  power: Money | null,
): AccountPartView {
  return {
    accountId: own.id,
    accountNumber: own.number,
    title: own.title,
    status: own.status,
    equity: moneyToWire(account.equity),
    dayChange: moneyToWire(change.amount),
    dayChangeRatio: ratioToWire(change.ratio),
    cash: cashView(account.cash, power),
  };
}

/** A margin account's buying power in a usual security; null for a cash account, whose buying power is its cash. */
async function marginPower(deps: Deps, accountId: string, at: Instant): Promise<Money | null> {
  const day = localDateOf(at);
  const facts = await marginOrderFacts(deps, accountId, { at, tradeDate: day });
  return facts && marginBuyingPower(facts, HOUSE_DEFAULT, day);
}

const cashView = (cash: Cash, power: Money | null): CashView => ({
  isMargin: power !== null,
  settled: moneyToWire(cash.settled),
  unsettledIn: moneyToWire(cash.unsettledIn),
  unsettledOut: moneyToWire(cash.unsettledOut),
  isSettledOnly: cash.isSettledOnly,
  uncollected: moneyToWire(cash.uncollected),
  reserved: moneyToWire(cash.reserved),
  available: moneyToWire(power ?? cash.available),
  withdrawable: moneyToWire(larger(cash.settledAvailable, ZERO)),
  total: moneyToWire(cash.total),
});

/** Cash of several accounts: what belongs to each stays with it, but the sums are what all have. */
function cashTogether(parts: readonly CashView[]): CashView {
  const [first] = parts as [CashView];
  if (parts.length === 1) return first;
  const sum = (of: (cash: CashView) => string): string =>
    moneyToWire(add(ZERO, ...parts.map((cash) => money(of(cash)))));
  return {
    isMargin: parts.some(({ isMargin }) => isMargin),
    settled: sum(({ settled }) => settled),
    unsettledIn: sum(({ unsettledIn }) => unsettledIn),
    unsettledOut: sum(({ unsettledOut }) => unsettledOut),
    isSettledOnly: parts.some(({ isSettledOnly }) => isSettledOnly),
    uncollected: sum(({ uncollected }) => uncollected),
    reserved: sum(({ reserved }) => reserved),
    available: sum(({ available }) => available),
    withdrawable: sum(({ withdrawable }) => withdrawable),
    total: sum(({ total }) => total),
  };
}

const RANGE_DAYS = { "1M": 31, "3M": 92, "1Y": 366, ALL: 4000 } as const;
export type HistoryRange = keyof typeof RANGE_DAYS | "YTD";

/** Equity at each end of day of a range, with contributions to date, oldest first. */
export async function equityHistory(
  deps: Deps,
  actor: Actor,
  input: { accountId: string; range: HistoryRange },
): Promise<HistoryPoint[]> {
  const [accountId = ""] = await ownAccountIds(deps, actor, [input.accountId]);
  const today = await deps.clock.exchangeToday();
  const from =
    input.range === "YTD"
      ? (`${today.slice(0, 4)}-01-01` as LocalDate)
      : addDays(today, -RANGE_DAYS[input.range]);
  const rows = await deps.db.$queryRaw<{ day: Date; equity: Readable; contributions: Readable }[]>`
    select day, equity, deposits + withdrawals as contributions from portal.performance_day
    where account_id = ${accountId}::uuid and day >= ${from}::date order by day limit 3000`;
  return rows.map((row) => ({
    date: localDateFromColumn(row.day),
    equity: moneyToWire(money(row.equity)),
    contributions: moneyToWire(money(row.contributions)),
  }));
}
