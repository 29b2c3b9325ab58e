import { groupedBy } from "@/domain/grouped";
import { goesByTax } from "@/domain/tax/lot-history";
import type { TaxLot } from "@/domain/tax/lot-methods";
import { type StoredTaxMark, storedMark, taxedStory, type TaxMark, taxMarkFrom } from "@/domain/tax/tax-mark";
import { addDays, type LocalDate } from "@/domain/time/instant";
import { BEGINNING, filledBefore, lotEventsOf, symbolsBeside } from "@/server/ledger/lot-events";
import type { LotTrade } from "@/server/ledger/lot-trade";
import type { Tx } from "@/server/platform/db";

/** Open lots as taxes saw them, by the execution that goes by tax. */
export type TaxedLots = ReadonlyMap<string, readonly TaxLot[]>;

/** Marks that are kept of an account's stock: of what is undone as of some days ago, an older one is still there. */
const KEPT_MARKS = 3;

/**
 * What wash sales have made of the lots by each of these trades that goes by what it is taxed; nothing, and no
 * statement, where none does. For those their stocks are gone through from the last mark on, which is made of how lots
 * stood before the day of such a sale: what came before it is read once and never again, however many fills follow.
 * The caller has locked the accounts' cash.
 */
export async function taxedBefore(tx: Tx, trades: readonly LotTrade[]): Promise<TaxedLots> {
  const found = new Map<string, readonly TaxLot[]>();
  const going = trades.filter(({ chosen, side }) => goesByTax(chosen?.choice, side));
  for (const [symbol, own] of groupedBy(going, (trade) => trade.symbol)) {
    const symbols = await symbolsBeside(tx, symbol);
    for (const [accountId, ofAccount] of groupedBy(own, (trade) => trade.accountId)) {
      const day = ofAccount.reduce(
        (first, { tradeDate }) => (tradeDate < first ? tradeDate : first),
        MAX_DAY,
      );
      for (const [source, lots] of await taxedOf(tx, { accountId, symbol, symbols, day }))
        found.set(source, lots);
    }
  }
  return found;
}

const MAX_DAY = "9999-12-31" as LocalDate;

/** A stock in an account, with all its names, and the first day of the sales that are asked about. */
type Stock = { accountId: string; symbol: string; symbols: readonly string[]; day: LocalDate };

async function taxedOf(tx: Tx, stock: Stock): Promise<TaxedLots> {
  const { accountId, symbols, day } = stock;
  const from = await markBefore(tx, stock);
  const since = from ? addDays(from.day, 1) : BEGINNING;
  const events = await lotEventsOf(tx, { accountIds: [accountId], symbols, from: since });
  const naming = events.flatMap((event) =>
    event.kind === "TRADE" && event.orderId && event.choice?.method === "SPECIFIC" ? [event.orderId] : [],
  );
  const { taxed, mark } = taxedStory(from, events, day, await filledBefore(tx, naming, since));
  if (mark) await keepMark(tx, stock, mark);
  return taxed;
}

async function markBefore(tx: Tx, { accountId, symbols, day }: Stock): Promise<TaxMark | null> {
  const [row] = await tx.$queryRaw<{ day: LocalDate; stocks: StoredTaxMark }[]>`
    select day::text as day, stocks from portal.tax_mark
    where account_id = ${accountId}::uuid and symbol = any(${symbols}::text[]) and day < ${day}::date
    order by day desc limit 1`;
  return row ? taxMarkFrom(row.day, row.stocks) : null;
}

async function keepMark(tx: Tx, { accountId, symbol }: Stock, mark: TaxMark): Promise<void> {
  await tx.$executeRaw`
    insert into portal.tax_mark (account_id, symbol, day, stocks)
    values (${accountId}::uuid, ${symbol}, ${mark.day}::date, ${JSON.stringify(storedMark(mark))}::jsonb)
    on conflict (account_id, symbol, day) do update set stocks = excluded.stocks`;
  await tx.$executeRaw`
    delete from portal.tax_mark where account_id = ${accountId}::uuid and symbol = ${symbol} and day < (
      select day from portal.tax_mark where account_id = ${accountId}::uuid and symbol = ${symbol}
      order by day desc offset ${KEPT_MARKS - 1} limit 1)`;
}

/** What these accounts' marks say of these symbols from a day on does not hold any more: lots are made anew from then. */
export async function forgetMarks(
  tx: Tx,
  accountIds: readonly string[],
  symbols: readonly string[],
  from: LocalDate,
): Promise<void> {
  await tx.$executeRaw`
    delete from portal.tax_mark where account_id = any(${[...accountIds]}::uuid[]) and symbol = any(${[...symbols]}::text[])
      and day >= ${from}::date`;
}
