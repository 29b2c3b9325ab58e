import { tradeJournal } from "@/domain/ledger/posting-rules";
import { add, money, notional, price, quantity } from "@/domain/money/money";
import { settlementCalendar } from "@/domain/time/calendar";
import { type Instant, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { postJournals } from "@/server/ledger";
import type { Db } from "@/server/platform/db";
import { idFrom, newId } from "@/server/platform/ids";

export type FillSeed = {
  accountId: string;
  placedBy: string;
  /** The order that it belongs to; made on first use. */
  orderId?: string;
  execId: string;
  symbol: string;
  side: "BUY" | "SELL";
  quantity: string;
  price: string;
  commission?: string;
  secFee?: string;
  tafFee?: string;
  venueFee?: string;
  at: Instant;
};

/** Books one fill of a finished order in our own books, as if a venue had reported it; returns the order's id. */
export async function createFill(db: Db, seed: FillSeed): Promise<{ orderId: string; executionId: string }> {
  const orderId = seed.orderId ?? newId();
  const tradeDate = localDateOf(seed.at);
  const settlementDate = settlementCalendar.settlementDate(tradeDate);
  const fees = { commission: seed.commission ?? "1", secFee: seed.secFee ?? "0", tafFee: seed.tafFee ?? "0" };
  const childOrderId = idFrom("factory-child", orderId);
  const executionId = idFrom("factory-execution", seed.execId);
  await db.order.upsert({
    where: { id: orderId },
    update: {},
    create: {
      id: orderId,
      accountId: seed.accountId,
      clientOrderId: orderId,
      bodyHash: "factory",
      placedBy: seed.placedBy,
      symbol: seed.symbol,
      side: seed.side,
      type: "MARKET",
      timeInForce: "DAY",
      quantity: seed.quantity,
      status: "FILLED",
      cumQty: seed.quantity,
      leavesQty: "0",
      placedAt: toDate(seed.at),
      exchangeAt: toDate(seed.at),
      closedAt: toDate(seed.at),
    },
  });
  await db.execution.create({
    data: {
      id: executionId,
      venue: "ARCX",
      execId: seed.execId,
      orderId,
      childOrderId,
      accountId: seed.accountId,
      symbol: seed.symbol,
      side: seed.side,
      quantity: seed.quantity,
      price: seed.price,
      liquidity: "REMOVED",
      venueFee: seed.venueFee ?? "0",
      ...fees,
      executedAt: toDate(seed.at),
      tradeDate: toColumn(tradeDate),
      settlementDate: toColumn(settlementDate),
    },
  });
  const journal = tradeJournal({
    executionId,
    accountId: seed.accountId,
    side: seed.side,
    symbol: seed.symbol,
    shares: quantity(seed.quantity),
    gross: notional(quantity(seed.quantity), price(seed.price)),
    commission: money(fees.commission),
    regulatoryFees: add(money(fees.secFee), money(fees.tafFee)),
    tradeDate,
    settlementDate,
    exchangeAt: seed.at,
  });
  await postJournals(db, [journal]);
  return { orderId, executionId };
}
