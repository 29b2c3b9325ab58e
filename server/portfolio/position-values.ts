import { type Money, money, notional, type Readable } from "@/domain/money/money";
import { addDays, type LocalDate, toColumn } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";
import type { Span } from "@/server/portfolio/span";

export type PositionValue = { symbol: string; amount: Money };

async function valuesAt(
  deps: Deps,
  accountIds: readonly string[],
  days: readonly (LocalDate | null)[],
): Promise<PositionValue[]> {
  const rows = await deps.db.$queryRaw<{ symbol: string; amount: Readable }[]>`
    select p.symbol, sum(p.value)::text as amount
    from unnest(${[...accountIds]}::uuid[], ${[...days]}::date[]) as a(id, day)
    join portal.eod_position p on p.account_id = a.id and p.business_date = a.day group by 1`;
  return rows.map(({ symbol, amount }) => ({ symbol, amount: money(amount) }));
}

/** What positions were worth at a span's opening, by the names that they had then. */
export const openingValues = (
  deps: Deps,
  accountIds: readonly string[],
  { opening }: Span,
): Promise<PositionValue[]> => valuesAt(deps, accountIds, opening.days);

/** What they are worth at its end, by the market where it is live. */
export async function closingValues(
  deps: Deps,
  accountIds: readonly string[],
  { closing, isLive, live }: Span,
): Promise<PositionValue[]> {
  if (!isLive) return valuesAt(deps, accountIds, closing.days);
  return live.accounts.flatMap(({ holdings }) =>
    holdings.flatMap(({ symbol, quantity }) => {
      const price = live.priceOf(symbol);
      return price ? [{ symbol, amount: notional(quantity, price) }] : [];
    }),
  );
}

/** Stocks of these accounts that were renamed in a span: what they were called to what came next. */
export async function renamesWithin(
  deps: Deps,
  accountIds: readonly string[],
  { from, to }: Span,
): Promise<ReadonlyMap<string, string>> {
  const rows = await deps.db.entitlement.findMany({
    where: {
      accountId: { in: [...accountIds] },
      action: { newSymbol: { not: null }, exDate: { gte: toColumn(addDays(from, 1)), lte: toColumn(to) } },
    },
    select: { action: { select: { symbol: true, newSymbol: true } } },
  });
  return new Map(rows.map(({ action }) => [action.symbol, action.newSymbol ?? action.symbol]));
}

/** Names a stock may have had in one period. */
const MOST_NAMES = 10;

/** What a stock is called at the end. */
export function renamed(renames: ReadonlyMap<string, string>, symbol: string): string {
  let name = symbol;
  for (let turn = 0; turn < MOST_NAMES; turn++) {
    const next = renames.get(name);
    if (next === undefined || next === name) break;
    name = next;
  }
  return name;
}
