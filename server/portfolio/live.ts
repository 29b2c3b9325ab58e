import { toPrice } from "@/domain/market/types";
import {
  add,
  type Money,
  money,
  NO_SHARES,
  type Price,
  quantity,
  type Readable,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { BRIDGE_TERMS, type BridgeTerm } from "@/domain/portfolio/bridge";
import { type ToldDay, toldDay } from "@/domain/portfolio/told-day";
import { type HeldPosition, totalValue } from "@/domain/portfolio/valuation";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instantAt, type LocalDate, localDateOf, toColumn } from "@/domain/time/instant";
import { sharesChangedSince } from "@/server/corporate-actions";
import { type Cash, cashOf, type Holding, holdingsOf } from "@/server/ledger";
import type { Deps } from "@/server/platform/deps";
import { type LastStanding, lastStandings } from "@/server/portfolio/standings";

/** An account at this moment: what it holds at the market, on top of its last kept day. Dollars. */
export type LiveAccount = {
  accountId: string;
  cash: Cash;
  holdings: readonly Holding[];
  positionValue: Money;
  equity: Money;
  last: LastStanding;
  /** The bridge's sums up to now. */
  terms: Record<BridgeTerm, Money>;
};
export type Live = {
  at: Instant;
  today: LocalDate;
  /** The trading day whose change is told. */
  told: ToldDay;
  accounts: readonly LiveAccount[];
  priceOf: (symbol: string) => Price | null;
};

/** The last price of each symbol, looked up once. */
function pricesAt(deps: Deps, at: Instant): Live["priceOf"] {
  const known = new Map<string, Price | null>();
  return (symbol) => {
    let found = known.get(symbol);
    if (found === undefined) {
      const print = deps.market.last(symbol, at);
      found = print && toPrice(print.price);
      known.set(symbol, found);
    }
    return found;
  };
}

/**
 * These accounts at this moment. Its cost does not grow with their history: balances as they stand, the last kept day,
 * and what happened since.
 */
export async function liveAccounts(deps: Deps, accountIds: readonly string[]): Promise<Live> {
  const at = await deps.clock.exchangeNow();
  const priceOf = pricesAt(deps, at);
  const [standings, ...books] = await Promise.all([
    lastStandings(deps.db, accountIds),
    ...accountIds.map(async (accountId) => ({
      cash: await cashOf(deps.db, accountId),
      holdings: await holdingsOf(deps.db, accountId),
    })),
  ]);
  const accounts = standings.map((last, place): LiveAccount => {
    const own = books[place] as (typeof books)[number];
    const positionValue = totalValue(
      own.holdings.map(({ symbol, quantity: shares }) => ({ quantity: shares, price: priceOf(symbol) })),
    );
    return {
      accountId: last.accountId,
      ...own,
      positionValue,
      equity: add(own.cash.total, positionValue),
      last,
      terms: termsNow(last, positionValue),
    };
  });
  const today = localDateOf(at);
  return { at, today, told: toldDay(today, lastKeptOf(accounts)), accounts, priceOf };
}

/** The last day that was kept of any of these accounts; null where none was. */
export const lastKeptOf = (accounts: readonly Pick<LiveAccount, "last">[]): LocalDate | null =>
  accounts.reduce<LocalDate | null>(
    (latest, { last: { day } }) => (day !== null && (latest === null || day > latest) ? day : latest),
    null,
  );

function termsNow(last: LiveAccount["last"], positionValue: Money): Record<BridgeTerm, Money> {
  const now = Object.fromEntries(
    BRIDGE_TERMS.map((term) => [term, add(last.terms[term], last.since.terms[term])]),
  ) as Record<BridgeTerm, Money>;
  return { ...now, UNREALISED: subtract(positionValue, add(last.openCost, last.since.basis)) };
}

/** Money that came less money that left since the last kept day. */
export const netFlowSince = ({ last }: Pick<LiveAccount, "last">): Money =>
  subtract(last.since.inflow, last.since.outflow);

/** What valuing an account's positions needs besides prices, by symbol. */
export type PositionFacts = { costs: Map<string, { cost: Money; lots: number }>; held: HeldPosition[] };

/** An account's holdings as `valuePositions` takes them. */
export async function heldPositions(deps: Deps, live: Live, account: LiveAccount): Promise<PositionFacts> {
  const { accountId, holdings } = account;
  const { told } = live;
  const since = told.isOver ? exchangeCalendar.previousTradingDay(told.day) : account.last.day;
  const at = told.day === live.today ? live.at : instantAt(told.day, "12:00");
  const [costs, invested, before] = await Promise.all([
    openCosts(deps, accountId),
    investedSince(deps, accountId, since),
    since ? quantitiesAt(deps, accountId, since) : new Map<string, Readable>(),
  ]);
  const held = holdings.map((holding): HeldPosition => {
    const close = deps.market.previousClose(holding.symbol, at);
    return {
      symbol: holding.symbol,
      quantity: holding.quantity,
      openCost: costs.get(holding.symbol)?.cost ?? ZERO,
      price: live.priceOf(holding.symbol),
      previousClose: close === null ? null : toPrice(close),
      quantityBefore: quantity(before.get(holding.symbol) ?? NO_SHARES),
      investedSince: invested.get(holding.symbol) ?? ZERO,
    };
  });
  return { costs, held };
}

/** By the short ways to lots that are open, long or short, so that closed ones cost nothing. */
async function openCosts(deps: Deps, accountId: string): Promise<PositionFacts["costs"]> {
  const rows = await deps.db.$queryRaw<{ symbol: string; cost: Readable; lots: number }[]>`
    select symbol, sum(open_cost)::text as cost, count(*)::int as lots from portal.tax_lot
    where account_id = ${accountId}::uuid and (open_quantity > 0 or open_quantity < 0) group by symbol`;
  return new Map(rows.map(({ symbol, cost, lots }) => [symbol, { cost: money(cost), lots }]));
}

async function investedSince(
  deps: Deps,
  accountId: string,
  since: LocalDate | null,
): Promise<Map<string, Money>> {
  const rows = await deps.db.$queryRaw<{ symbol: string; invested: Readable }[]>`
    select symbol, sum(case side when 'BUY' then round(quantity * price, 2) else -round(quantity * price, 2) end) as invested
    from portal.execution
    where account_id = ${accountId}::uuid and busted_at is null and trade_date > ${since ?? "0001-01-01"}::date
    group by symbol`;
  return new Map(rows.map((row) => [row.symbol, money(row.invested)]));
}

/** Shares held at an end of day, as many as they are by the splits since and under today's symbols. */
async function quantitiesAt(deps: Deps, accountId: string, day: LocalDate): Promise<Map<string, Readable>> {
  const [rows, changes] = await Promise.all([
    deps.db.eodPosition.findMany({ where: { accountId, businessDate: toColumn(day) } }),
    sharesChangedSince(deps, accountId, day),
  ]);
  const held = new Map<string, Readable>(rows.map((row) => [row.symbol, row.quantity]));
  for (const { symbol, newSymbol, after } of changes) {
    held.delete(symbol);
    held.set(newSymbol ?? symbol, after);
  }
  return held;
}
