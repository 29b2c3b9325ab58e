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
import { BRIDGE_TERMS } from "@/domain/portfolio/bridge";
import {
  type AccountsInPeriod,
  type BridgeEntriesInput,
  writePageEnd,
} from "@/domain/portfolio/portfolio-input";
import type { LocalDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { ownAccountIds } from "@/server/portfolio/accounts";
import { causesOf, within } from "@/server/portfolio/causes";
import { closingValues, openingValues, renamed, renamesWithin } from "@/server/portfolio/position-values";
import { type Span, spanOf } from "@/server/portfolio/span";
import { termsBetween } from "@/server/portfolio/standings";
import type { BridgeEntriesView, BridgeEntryView, BridgeView } from "@/server/portfolio/views";

/**
 * How accounts' equity came from one close to another (FORMULAS.bridge): the difference of two kept rows, today's part
 * on top, whatever lies between. NOT_FOUND for another's account.
 */
export async function bridge(deps: Deps, actor: Actor, input: AccountsInPeriod): Promise<BridgeView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const span = await spanOf(deps, accountIds, input.period);
  const { opening, closing } = span;
  const terms = termsBetween(opening.terms, closing.terms);
  const explained = add(opening.equity, ...BRIDGE_TERMS.map((term) => terms[term]));
  return {
    from: span.from,
    to: span.to,
    isLive: span.isLive,
    opening: moneyToWire(opening.equity),
    lines: BRIDGE_TERMS.map((term) => ({ term, amount: moneyToWire(toCents(terms[term])) })),
    closing: moneyToWire(closing.equity),
    unexplained: moneyToWire(toCents(subtract(closing.equity, explained))),
  };
}

const ENTRIES_PAGE = 50;

type Row = {
  id: string;
  account_id: string;
  day: LocalDate;
  words: string;
  symbol: string | null;
  amount: Readable;
};

/** What a span's terms were made of. */
const scopeOf = (accountIds: readonly string[], { opening, closing, isLive }: Span) =>
  within(accountIds, opening.days, isLive ? accountIds.map(() => null) : closing.days);

/**
 * The causes behind one term of a bridge, newest first, a page at a time; together they are the term. Of UNREALISED the
 * symbols whose gain changed. NOT_FOUND for another's account.
 */
export async function bridgeEntries(
  deps: Deps,
  actor: Actor,
  input: BridgeEntriesInput,
): Promise<BridgeEntriesView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const span = await spanOf(deps, accountIds, input.period);
  if (input.term === "UNREALISED")
    return { entries: await unrealisedBySymbol(deps, accountIds, span), cursor: null };
  const { cursor } = input;
  const rows = await deps.db.$queryRaw<Row[]>`
    select c.id::text, c.account_id::text, c.day::text, c.words, c.symbol, c.amount::text
    from (${causesOf(scopeOf(accountIds, span))}) as c
    where c.term = ${input.term} and c.amount <> 0
      ${cursor ? Prisma.sql`and (c.day, c.id::text) < (${cursor.day}::date, ${cursor.key})` : Prisma.empty}
    order by c.day desc, c.id::text desc limit ${ENTRIES_PAGE + 1}`;
  const shown = rows.slice(0, ENTRIES_PAGE);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      day: row.day,
      description: input.term === "REALISED" ? `Closed ${row.words} ${row.symbol}` : row.words,
      symbol: row.symbol,
      amount: moneyToWire(toCents(money(row.amount))),
    })),
    cursor: rows.length > ENTRIES_PAGE && last ? writePageEnd({ day: last.day, key: last.id }) : null,
  };
}

/** The change of value less that of cost, by today's names of the stocks; the largest first. */
async function unrealisedBySymbol(
  deps: Deps,
  accountIds: readonly string[],
  span: Span,
): Promise<BridgeEntryView[]> {
  const [before, after, basis, renames] = await Promise.all([
    openingValues(deps, accountIds, span),
    closingValues(deps, accountIds, span),
    deps.db.$queryRaw<{ symbol: string; amount: Readable }[]>`
      select c.symbol, sum(case c.term when 'TRADE_CASH' then -c.amount else c.amount end)::text as amount
      from (${causesOf(scopeOf(accountIds, span))}) as c
      where c.symbol is not null and c.term in ('TRADE_CASH', 'REALISED', 'VALUE_MOVED') group by 1`,
    renamesWithin(deps, accountIds, span),
  ]);
  const changes: { symbol: string; amount: Money }[] = [
    ...after,
    ...before.map(({ symbol, amount }) => ({ symbol, amount: negate(amount) })),
    ...basis.map(({ symbol, amount }) => ({ symbol, amount: negate(money(amount)) })),
  ];
  return [...groupedBy(changes, ({ symbol }) => renamed(renames, symbol))]
    .map(([symbol, rows]) => ({ symbol, amount: toCents(add(ZERO, ...rows.map(({ amount }) => amount))) }))
    .filter(({ amount }) => !amount.isZero())
    .sort((a, b) => b.amount.comparedTo(a.amount) || (a.symbol < b.symbol ? -1 : 1))
    .map(({ symbol, amount }) => ({
      id: symbol,
      accountId: null,
      day: null,
      description: deps.market.instrument(symbol)?.name ?? symbol,
      symbol,
      amount: moneyToWire(amount),
    }));
}
