import { type ActionTerms, actionWords } from "@/domain/corporate-actions/action";
import { type Journal, type JournalHead, journal } from "@/domain/ledger/journal";
import { linesOf, post } from "@/domain/ledger/posting-rules";
import { add, type Money, negate, type Quantity, subtract, toWire } from "@/domain/money/money";
import type { Instant, LocalDate } from "@/domain/time/instant";

/** Which action, for which account, when; `source` is the clearing firm's id of what the account gets. */
export type ActionPosting = {
  source: string;
  accountId: string;
  terms: ActionTerms;
  on: LocalDate;
  exchangeAt: Instant;
};

function headOf(posting: ActionPosting, kind: JournalHead["kind"], memo: string): JournalHead {
  const { source, accountId, on, exchangeAt } = posting;
  return { kind, source, memo, accountId, tradeDate: on, settlementDate: on, exchangeAt };
}

/** A dividend paid in full, and what was withheld of it, each a journal of its own. Amounts of zero book nothing. */
export function dividendJournals(
  posting: ActionPosting,
  paid: { held: Quantity; gross: Money; withheld: Money },
): Journal[] {
  const { symbol } = posting.terms;
  const words = `${actionWords(posting.terms)} on ${toWire(paid.held)} ${symbol}`;
  const journals: Journal[] = [];
  if (!paid.gross.isZero())
    journals.push(post("CASH_DIVIDEND", headOf(posting, "CASH_DIVIDEND", words), null, { net: paid.gross }));
  if (!paid.withheld.isZero()) {
    const memo = `Tax withheld from the dividend of ${symbol}`;
    journals.push(post("WITHHOLDING", headOf(posting, "WITHHOLDING", memo), null, { net: paid.withheld }));
  }
  return journals;
}

/** A holding by what is settled and what waits for settlement. */
export type Holding = { settled: Quantity; unsettled: Quantity };

/**
 * What a change of shares or symbol does to a holding: `after` is all of it, the fraction that is paid for included,
 * which a second journal sells.
 */
export function shareJournals(
  posting: ActionPosting,
  change: { before: Holding; after: Holding; fraction: Quantity; cash: Money },
): Journal[] {
  const { type, symbol, newSymbol } = posting.terms;
  if (type === "CASH_DIVIDEND") return [];
  const { before, after } = change;
  const asset = newSymbol ?? symbol;
  const head = headOf(posting, type, `${actionWords(posting.terms)}: ${symbol}`);
  const come = (of: string, { settled, unsettled }: Holding) =>
    linesOf(type, head, of, {
      settledShares: settled,
      unsettledShares: unsettled,
      shares: add(settled, unsettled),
    });
  const lines =
    asset === symbol
      ? come(symbol, difference(after, before))
      : [
          ...come(symbol, { settled: negate(before.settled), unsettled: negate(before.unsettled) }),
          ...come(asset, after),
        ];
  const journals = lines.every((line) => line.amount.isZero()) ? [] : [journal(head, lines)];
  if (change.fraction.isZero()) return journals;
  const memo = `Cash in lieu of ${toWire(change.fraction)} ${asset}`;
  const sold = { shares: change.fraction, net: change.cash };
  return [...journals, post("CASH_IN_LIEU", headOf(posting, "CASH_IN_LIEU", memo), asset, sold)];
}

const difference = (after: Holding, before: Holding): Holding => ({
  settled: subtract(after.settled, before.settled),
  unsettled: subtract(after.unsettled, before.unsettled),
});
