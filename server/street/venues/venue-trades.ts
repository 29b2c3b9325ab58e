import { type Instant, toIso } from "@/domain/time/instant";
import { captureTrades } from "@/server/street/clearing-firm/capture-trades";
import type { Step } from "@/server/street/street";
import type { VenueOrderState } from "@/server/street/venues/order-book-state";

/** A trade between a customer and a venue, as it goes to the tape and to clearing. */
export type VenueTradeRow = {
  execId: string;
  order: VenueOrderState;
  shares: string;
  price: string;
  liquidity: "ADDED" | "REMOVED";
  at: Instant;
};

/**
 * Records trades and hands them to the clearing firm in the same transaction and order as their events: the firm has
 * captured exactly what the venues have told, up to any event number.
 */
export async function recordTrades(step: Step, trades: readonly VenueTradeRow[]): Promise<void> {
  if (trades.length === 0) return;
  const rows = trades.map(({ execId, order, shares, price, liquidity, at }) => ({
    exec_id: execId,
    venue: order.venue,
    venue_order_id: order.id,
    order_reference: order.orderReference,
    account_number: order.accountNumber,
    symbol: order.symbol,
    side: order.side,
    quantity: shares,
    price,
    liquidity,
    executed_at: toIso(at),
  }));
  await step.tx.$executeRaw`
    insert into street.venue_trade (exec_id, venue, venue_order_id, order_reference, account_number, symbol, side,
      quantity, price, liquidity, executed_at)
    select added.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(exec_id text, venue text,
      venue_order_id uuid, order_reference text, account_number text, symbol text, side text, quantity numeric,
      price numeric, liquidity text, executed_at timestamptz)`;
  await captureTrades(
    step,
    trades.map(({ execId, order, shares, price, at }) => ({
      execId,
      accountNumber: order.accountNumber,
      orderReference: order.orderReference,
      symbol: order.symbol,
      side: order.side,
      shares,
      price,
      at,
    })),
  );
}
