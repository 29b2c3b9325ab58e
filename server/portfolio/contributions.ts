import { groupedBy } from "@/domain/grouped";
import {
  add,
  type Money,
  money,
  moneyToWire,
  negate,
  type Readable,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { figureOf } from "@/domain/portfolio/answer";
import { contributionsFrom, type GainSum, weightsOf } from "@/domain/portfolio/contribution";
import type { WeightedChain } from "@/domain/portfolio/daily-chain";
import type { AccountsInPeriod } from "@/domain/portfolio/portfolio-input";
import type { LocalDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ownAccountIds } from "@/server/portfolio/accounts";
import { causesOf, within } from "@/server/portfolio/causes";
import { todayOf } from "@/server/portfolio/performance";
import { closingValues, openingValues, renamed, renamesWithin } from "@/server/portfolio/position-values";
import { chained, seriesOf } from "@/server/portfolio/series";
import { contributedIn, type Span, spanOf } from "@/server/portfolio/span";
import type { ContributionsView } from "@/server/portfolio/views";

/**
 * What each position brought to the return of a period (FORMULAS.contribution), and what everything else did. Days
 * without a return give no weights: then dollars are told alone. NOT_FOUND for another's account.
 */
export async function contributions(
  deps: Deps,
  actor: Actor,
  input: AccountsInPeriod,
): Promise<ContributionsView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const span = await spanOf(deps, accountIds, input.period);
  const series = await seriesOf(deps, accountIds, span, "WEIGHTS");
  const all = chained(span, series, todayOf(span), span.live.accounts);
  const chain = all.weighted();
  const sums = await gainsOf(deps, accountIds, span, chain.known ? chain.value : null);
  const gain = subtract(subtract(span.closing.equity, span.opening.equity), contributedIn(span));
  return {
    from: span.from,
    to: span.to,
    isLive: span.isLive,
    gain: moneyToWire(gain),
    timeWeighted: figureOf(all.chain, ({ index }) => index - 1),
    contributions: contributionsFrom(sums, gain, chain).map(({ symbol, gain: dollars, contribution }) => ({
      symbol,
      name: symbol && (deps.market.instrument(symbol)?.name ?? symbol),
      gain: moneyToWire(toCents(dollars)),
      contribution,
    })),
  };
}

type Part = { symbol: string; gain: Money; part: number };

/**
 * A day's gain is value at its end - value at its start + what came out of the position. Summed with a weight for each
 * day, a day's value counts with its own weight less that of the next: each value is looked at once.
 */
async function gainsOf(
  deps: Deps,
  accountIds: readonly string[],
  span: Span,
  chain: WeightedChain | null,
): Promise<GainSum[]> {
  const weights = chain ? weightsOf(chain) : new Map<LocalDate, number>();
  const days = chain?.days.map(({ day }) => day) ?? [];
  const weight = (day: LocalDate | undefined): number => (day && weights.get(day)) || 0;
  const [first, last] = [days[0], days.at(-1)];
  const kept = span.isLive ? days.slice(0, -1) : days;
  const [before, after, values, came, renames] = await Promise.all([
    openingValues(deps, accountIds, span),
    closingValues(deps, accountIds, span),
    weightedValues(deps, accountIds, kept, (n) => weight(days[n]) - weight(days[n + 1])),
    weightedFlows(deps, accountIds, span, days, (n) => weight(days[n])),
    renamesWithin(deps, accountIds, span),
  ]);
  const parts: Part[] = [
    ...before.map(({ symbol, amount }) => ({
      symbol,
      gain: negate(amount),
      part: -amount.toNumber() * weight(first),
    })),
    ...after.map(({ symbol, amount }) => ({
      symbol,
      gain: amount,
      part: span.isLive ? amount.toNumber() * weight(last) : 0,
    })),
    ...values.map(({ symbol, part }) => ({ symbol, gain: ZERO, part })),
    ...came,
  ];
  return [...groupedBy(parts, ({ symbol }) => renamed(renames, symbol))].map(([symbol, rows]) => ({
    symbol,
    gain: add(ZERO, ...rows.map(({ gain }) => gain)),
    part: rows.reduce((sum, { part }) => sum + part, 0),
  }));
}

/** The sum of each symbol's values at these closes, each times its day's factor. */
const weightedValues = (
  deps: Deps,
  accountIds: readonly string[],
  days: readonly LocalDate[],
  factor: (n: number) => number,
): Promise<{ symbol: string; part: number }[]> =>
  deps.db.$queryRaw<{ symbol: string; part: number }[]>`
    select p.symbol, sum(p.value::float8 * w.factor) as part
    from portal.eod_position p
    join unnest(${[...days]}::date[], ${days.map((_, n) => factor(n))}::float8[]) as w(day, factor) on w.day = p.business_date
    where p.account_id = any(${[...accountIds]}::uuid[])
      and p.business_date between ${days[0] ?? "0001-01-01"}::date and ${days.at(-1) ?? "0001-01-01"}::date
    group by 1`;

/** What came out of positions: sales less purchases, with all fees, and dividends; less what was moved in. */
async function weightedFlows(
  deps: Deps,
  accountIds: readonly string[],
  { opening, closing, isLive }: Span,
  days: readonly LocalDate[],
  factor: (n: number) => number,
): Promise<Part[]> {
  const scope = within(accountIds, opening.days, isLive ? accountIds.map(() => null) : closing.days);
  const rows = await deps.db.$queryRaw<{ symbol: string; gain: Readable; part: number | null }[]>`
    with w as materialized (
      select * from unnest(${[...days]}::date[], ${days.map((_, n) => factor(n))}::float8[]) as w(day, factor)),
    came as (
      select c.symbol, c.day, sum(case c.term when 'VALUE_MOVED' then -c.amount else c.amount end) as amount
      from (${causesOf(scope)}) as c
      where c.symbol is not null and c.term in ('TRADE_CASH', 'DIVIDENDS', 'VALUE_MOVED') group by 1, 2)
    -- What is dated between two closes counts with the next; looked for only where there is such a date.
    select c.symbol, sum(c.amount)::text as gain, sum(c.amount::float8 * coalesce(w.factor,
      (select l.factor from w l where l.day > c.day order by l.day limit 1), 0)) as part
    from came c left join w on w.day = c.day
    group by 1`;
  return rows.map(({ symbol, gain, part }) => ({ symbol, gain: money(gain), part: part ?? 0 }));
}
