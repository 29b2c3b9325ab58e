import { type Journal, reversalOf } from "@/domain/ledger/journal";
import { tradeJournal, type TradePosting } from "@/domain/ledger/posting-rules";
import { add, toWire } from "@/domain/money/money";
import type { Instant } from "@/domain/time/instant";
import { journalId } from "@/server/ledger";
import type { BookedExecution, Change } from "@/server/orders/changed-executions";
import type { WorkingOrder } from "@/server/orders/working-orders";

type Ruling = { at: Instant; reason: string };

/** The source of an execution's journal in its present form: each form is booked once, and reversed at most once. */
const sourceOf = ({ id, revision }: Pick<BookedExecution, "id" | "revision">): string =>
  revision === 0 ? id : `${id}:${revision}`;

function postingOf(order: WorkingOrder, execution: BookedExecution): TradePosting {
  const { quantity: shares, gross, fees, tradeDate, settlementDate, executedAt } = execution;
  return {
    executionId: sourceOf(execution),
    accountId: order.accountId,
    side: order.side,
    symbol: order.symbol,
    shares,
    gross,
    commission: fees.commission,
    regulatoryFees: add(fees.secFee, fees.tafFee),
    tradeDate,
    settlementDate,
    exchangeAt: executedAt,
  };
}

/** The reversals of what was booked, and the journals of what stands instead. */
export function amendedJournals(order: WorkingOrder, changes: readonly Change[], ruling: Ruling): Journal[] {
  return changes.flatMap(({ before, after }) => {
    const original = tradeJournal(postingOf(order, before));
    const reversal = reversalOf(original, journalId(original), {
      source: original.source,
      memo: `Taken back: ${lowered(original.memo)}. ${ruling.reason}`,
      tradeDate: original.tradeDate,
      exchangeAt: ruling.at,
    });
    if (!after) return [reversal];
    const anew = tradeJournal(postingOf(order, after));
    const memo = `Corrected: ${lowered(anew.memo)} at ${toWire(after.price)}`;
    return [reversal, { ...anew, memo, exchangeAt: ruling.at }];
  });
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
