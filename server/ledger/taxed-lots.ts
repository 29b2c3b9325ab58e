import { groupedBy } from "@/domain/grouped";
import { goesByTax, lotsOfHistory } from "@/domain/tax/lot-history";
import type { TaxLot } from "@/domain/tax/lot-methods";
import { BEGINNING, lotEventsOf, symbolsBeside } from "@/server/ledger/lot-events";
import type { LotTrade } from "@/server/ledger/lot-trade";
import type { Tx } from "@/server/platform/db";

/** Open lots as taxes saw them, by the execution that goes by tax. */
export type TaxedLots = ReadonlyMap<string, readonly TaxLot[]>;

/**
 * What wash sales have made of the lots by each of these trades that goes by what it is taxed; nothing, and no
 * statement, where none does. Only for those their stocks are gone through from the beginning.
 */
export async function taxedBefore(tx: Tx, trades: readonly LotTrade[]): Promise<TaxedLots> {
  const found = new Map<string, readonly TaxLot[]>();
  const going = trades.filter(({ chosen, side }) => goesByTax(chosen?.choice, side));
  for (const [symbol, own] of groupedBy(going, (trade) => trade.symbol)) {
    const accountIds = [...new Set(own.map(({ accountId }) => accountId))];
    const symbols = await symbolsBeside(tx, symbol);
    const events = await lotEventsOf(tx, { accountIds, symbols, from: BEGINNING });
    for (const story of groupedBy(events, ({ accountId }) => accountId).values())
      for (const [source, lots] of lotsOfHistory(story).taxed) found.set(source, lots);
  }
  return found;
}
