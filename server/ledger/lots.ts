import { invariant } from "@/domain/errors";
import { type Money, money, type Quantity, quantity } from "@/domain/money/money";
import { closeFirstInFirstOut, type OpenLot } from "@/domain/tax/lots";
import { type LocalDate, localDateFromColumn, toColumn } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/** One execution as the lots see it: `net` dollars were paid for it, or brought by it, fees included. */
export type LotTrade = {
  executionId: string;
  accountId: string;
  symbol: string;
  side: "BUY" | "SELL";
  shares: Quantity;
  net: Money;
  tradeDate: LocalDate;
};

const keyOf = (trade: Pick<LotTrade, "accountId" | "symbol">) => `${trade.accountId} ${trade.symbol}`;

/** Opens a lot for each buy and closes lots for each sale, first in first out, in the order given; set-based. */
export async function applyToLots(tx: Tx, trades: readonly LotTrade[]): Promise<void> {
  const sells = trades.filter((trade) => trade.side === "SELL");
  const open = await loadOpenLots(tx, sells);
  const fresh = new Map<string, LotTrade>();
  const changed = new Map<string, OpenLot>();
  const closings: { trade: LotTrade; lotId: string; quantity: Quantity; cost: Money; proceeds: Money }[] = [];
  for (const trade of trades) {
    const lots = open.get(keyOf(trade)) ?? [];
    if (trade.side === "BUY") {
      const id = idFrom("lot", trade.executionId);
      fresh.set(id, trade);
      open.set(keyOf(trade), [
        ...lots,
        { id, acquiredOn: trade.tradeDate, openQuantity: trade.shares, openCost: trade.net },
      ]);
      continue;
    }
    const result = closeFirstInFirstOut(lots, trade.shares, trade.net);
    for (const closing of result.closings) closings.push({ trade, ...closing });
    const byId = new Map(result.remaining.map((lot) => [lot.id, lot]));
    for (const closing of result.closings) {
      const lot = byId.get(closing.lotId);
      invariant(lot, "a closed lot is still listed");
      changed.set(lot.id, lot);
    }
    open.set(
      keyOf(trade),
      result.remaining.filter((lot) => lot.openQuantity.gt(0)),
    );
  }
  await writeFresh(tx, fresh, changed);
  await writeChanged(
    tx,
    [...changed.values()].filter((lot) => !fresh.has(lot.id)),
  );
  if (closings.length > 0) {
    await tx.lotClosing.createMany({
      data: closings.map(({ trade, lotId, ...closing }) => ({
        id: idFrom("closing", trade.executionId, lotId),
        lotId,
        accountId: trade.accountId,
        symbol: trade.symbol,
        closedOn: toColumn(trade.tradeDate),
        quantity: closing.quantity.toFixed(),
        proceeds: closing.proceeds.toFixed(),
        cost: closing.cost.toFixed(),
        executionId: trade.executionId,
      })),
    });
  }
}

async function loadOpenLots(tx: Tx, sells: readonly LotTrade[]): Promise<Map<string, OpenLot[]>> {
  const found = new Map<string, OpenLot[]>();
  if (sells.length === 0) return found;
  const rows = await tx.$queryRaw<
    {
      id: string;
      account_id: string;
      symbol: string;
      acquired_on: Date;
      open_quantity: unknown;
      open_cost: unknown;
    }[]
  >`
    select l.id, l.account_id, l.symbol, l.acquired_on, l.open_quantity, l.open_cost
    from portal.tax_lot l
    join (select distinct * from unnest(${sells.map((t) => t.accountId)}::uuid[], ${sells.map((t) => t.symbol)}::text[]) as u(account_id, symbol)) s
      using (account_id, symbol)
    where l.open_quantity > 0
    order by l.account_id, l.symbol, l.acquired_on, l.seq
    for update of l`;
  for (const row of rows) {
    const key = `${row.account_id} ${row.symbol}`;
    const lot = {
      id: row.id,
      acquiredOn: localDateFromColumn(row.acquired_on),
      openQuantity: quantity(String(row.open_quantity)),
      openCost: money(String(row.open_cost)),
    };
    found.set(key, [...(found.get(key) ?? []), lot]);
  }
  return found;
}

async function writeFresh(
  tx: Tx,
  fresh: ReadonlyMap<string, LotTrade>,
  changed: ReadonlyMap<string, OpenLot>,
): Promise<void> {
  if (fresh.size === 0) return;
  await tx.taxLot.createMany({
    data: [...fresh].map(([id, trade]) => ({
      id,
      accountId: trade.accountId,
      symbol: trade.symbol,
      acquiredOn: toColumn(trade.tradeDate),
      quantity: trade.shares.toFixed(),
      openQuantity: (changed.get(id)?.openQuantity ?? trade.shares).toFixed(),
      cost: trade.net.toFixed(),
      openCost: (changed.get(id)?.openCost ?? trade.net).toFixed(),
      executionId: trade.executionId,
    })),
  });
}

async function writeChanged(tx: Tx, lots: readonly OpenLot[]): Promise<void> {
  if (lots.length === 0) return;
  await tx.$executeRaw`
    update portal.tax_lot l set open_quantity = e.quantity, open_cost = e.cost
    from unnest(${lots.map((lot) => lot.id)}::uuid[], ${lots.map((lot) => lot.openQuantity.toFixed())}::numeric[], ${lots.map((lot) => lot.openCost.toFixed())}::numeric[])
      as e(id, quantity, cost)
    where l.id = e.id`;
}
