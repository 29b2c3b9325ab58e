import { netOf, type TradePosting } from "@/domain/ledger/posting-rules";
import { add, subtract } from "@/domain/money/money";
import type { LotTrade } from "@/server/ledger";
import type { BookedFill } from "@/server/orders/working-orders";

/** A fill as the ledger books it. */
export function tradePosting(fill: BookedFill): TradePosting {
  return {
    executionId: fill.id,
    accountId: fill.order.accountId,
    side: fill.order.side,
    symbol: fill.order.symbol,
    shares: fill.fill.quantity,
    gross: fill.fill.gross,
    commission: fill.fees.commission,
    regulatoryFees: add(fill.fees.secFee, fill.fees.tafFee),
    tradeDate: fill.tradeDate,
    settlementDate: fill.settlementDate,
    exchangeAt: fill.at,
  };
}

/** A fill as the lots see it. */
export function lotTrade(fill: BookedFill): LotTrade {
  const posting = tradePosting(fill);
  return {
    executionId: fill.id,
    accountId: posting.accountId,
    symbol: posting.symbol,
    side: posting.side,
    shares: posting.shares,
    net: netOf(posting),
    tradeDate: posting.tradeDate,
    chosen: fill.order.lots && {
      choice: fill.order.lots,
      filledBefore: subtract(fill.filledBefore, fill.order.keptShares),
    },
  };
}
