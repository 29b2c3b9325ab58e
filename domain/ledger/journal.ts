import type { LedgerAccount } from "@/domain/ledger/chart";
import { InvariantError } from "@/domain/errors";
import type { Money, Quantity } from "@/domain/money/money";
import { money } from "@/domain/money/money";
import type { Instant, LocalDate } from "@/domain/time/instant";

export type JournalKind =
  | "TRADE"
  | "SETTLEMENT"
  | "DEPOSIT"
  | "DEPOSIT_RELEASE"
  | "DEPOSIT_RETURN"
  | "WITHDRAWAL"
  | "WITHDRAWAL_RETURN"
  | "WIRE_IN"
  | "WIRE_OUT"
  | "WIRE_FEE"
  | "JOURNAL_IN"
  | "JOURNAL_OUT"
  | "FEE"
  | "INTEREST"
  | "VENUE_FEE"
  | "REVERSAL"
  | "ADJUSTMENT"
  | "CASH_DIVIDEND"
  | "WITHHOLDING"
  | "STOCK_DIVIDEND"
  | "SPLIT"
  | "REVERSE_SPLIT"
  | "SYMBOL_CHANGE"
  | "CASH_IN_LIEU";

/** One line: so much of an asset ("USD" or a symbol) on a ledger account, for a customer or (null) house and street. */
export type Line = {
  ledgerAccount: LedgerAccount;
  accountId: string | null;
  asset: string;
  amount: Money | Quantity;
};

/** A balanced set of lines. `source` names its cause: the same kind and source is posted once, ever. */
export type Journal = {
  kind: JournalKind;
  source: string;
  memo: string;
  accountId: string | null;
  tradeDate: LocalDate;
  settlementDate: LocalDate | null;
  exchangeAt: Instant;
  lines: readonly Line[];
  reverses: string | null;
};

export type JournalHead = Omit<Journal, "lines" | "reverses">;

/** A journal is balanced by birth: lines of zero are left out, and lines that do not sum to zero per asset refused. */
export function journal(head: JournalHead, lines: readonly Line[], reverses: string | null = null): Journal {
  const sums = new Map<string, Money>();
  const kept = lines.filter((line) => !line.amount.isZero());
  for (const line of kept)
    sums.set(line.asset, (sums.get(line.asset) ?? money("0")).plus(line.amount) as Money);
  for (const [asset, sum] of sums) {
    if (!sum.isZero())
      throw new InvariantError(
        `journal ${head.kind} ${head.source} is out of balance by ${sum.toFixed()} ${asset}`,
      );
  }
  return { ...head, lines: kept, reverses };
}

/** The journal that undoes another, line by line. `id` is the undone journal's. */
export function reversalOf(
  original: Journal,
  id: string,
  head: Pick<Journal, "source" | "memo" | "tradeDate" | "exchangeAt">,
): Journal {
  const lines = original.lines.map((line) => ({ ...line, amount: line.amount.negated() as Money }));
  return journal({ ...original, ...head, kind: "REVERSAL" }, lines, id);
}
