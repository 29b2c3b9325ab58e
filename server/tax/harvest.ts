import { AppError } from "@/domain/errors";
import { toPrice } from "@/domain/market/types";
import { moneyToWire, type Price, toWire } from "@/domain/money/money";
import { type HarvestHolding, type HarvestRow, harvestableLosses, harvestTotals } from "@/domain/tax/harvest";
import { groupedBy } from "@/domain/grouped";
import { localDateOf } from "@/domain/time/instant";
import { tradeDateOf } from "@/server/orders";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { openPiecesOf } from "@/server/tax/open-pieces";
import type { HarvestRowView, HarvestView } from "@/server/tax/views";
import { washView } from "@/server/tax/wash-view";

const SHOWN = 200;

/**
 * The lots of an account that stand below what they cost, at the last price, the largest loss first, each with what
 * purchases in any of the customer's accounts would disallow. It shows; it does not say what to do. NOT_FOUND for
 * another's account.
 */
export async function harvest(
  deps: Deps,
  actor: Actor,
  { accountId }: { accountId: string },
): Promise<HarvestView> {
  const accounts = await deps.db.account.findMany({ where: heldBy(actor), select: { id: true } });
  if (!accounts.some(({ id }) => id === accountId)) throw new AppError("NOT_FOUND");
  const at = await deps.clock.exchangeNow();
  const on = tradeDateOf(at);
  const held = await deps.db.taxLot.groupBy({
    by: ["symbol"],
    where: { accountId, openQuantity: { gt: 0 } },
  });
  const stocks = held.flatMap(({ symbol }) => accounts.map(({ id }) => ({ accountId: id, symbol })));
  const symbolOf = await symbolsOfLots(
    deps,
    stocks.map((stock) => stock.accountId),
    held.map(({ symbol }) => symbol),
  );
  const pieces = await openPiecesOf(deps.db, stocks, localDateOf(at));
  const holdings = [...groupedBy(pieces, ({ lotId }) => symbolOf.get(lotId) ?? "")].flatMap(
    ([symbol, own]): HarvestHolding[] => {
      const print = symbol ? deps.market.last(symbol, at) : null;
      return print ? [{ symbol, price: toPrice(print.price), pieces: own }] : [];
    },
  );
  const prices = new Map(holdings.map(({ symbol, price }) => [symbol, price]));
  const rows = harvestableLosses(holdings, on).filter((row) => row.accountId === accountId);
  const totals = harvestTotals(rows);
  return {
    accountId,
    on,
    rows: rows.slice(0, SHOWN).flatMap((row) => {
      const price = prices.get(row.symbol);
      return price ? [rowView(deps, row, price)] : [];
    }),
    more: Math.max(0, rows.length - SHOWN),
    loss: moneyToWire(totals.loss),
    allowed: moneyToWire(totals.allowed),
  };
}

const rowView = (deps: Deps, row: HarvestRow, price: Price): HarvestRowView => ({
  lotId: row.lotId,
  symbol: row.symbol,
  name: deps.market.instrument(row.symbol)?.name ?? row.symbol,
  acquiredOn: row.acquiredOn,
  shares: toWire(row.shares),
  price: toWire(price),
  value: moneyToWire(row.value),
  basis: moneyToWire(row.basis),
  loss: moneyToWire(row.loss),
  term: row.term,
  wash: washView(row.wash),
});

async function symbolsOfLots(
  deps: Deps,
  accountIds: readonly string[],
  symbols: readonly string[],
): Promise<Map<string, string>> {
  const lots = await deps.db.taxLot.findMany({
    where: {
      accountId: { in: [...new Set(accountIds)] },
      symbol: { in: [...symbols] },
      openQuantity: { not: 0 },
    },
    select: { id: true, symbol: true },
  });
  return new Map(lots.map(({ id, symbol }) => [id, symbol]));
}
