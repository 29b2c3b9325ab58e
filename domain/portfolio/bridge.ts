import type { JournalKind } from "@/domain/ledger/journal";
import { add, type Money, subtract, ZERO } from "@/domain/money/money";

/** What can change the equity of an account, in the order in which it is told (FORMULAS.bridge). */
export const BRIDGE_TERMS = [
  "DEPOSITS",
  "WITHDRAWALS",
  "SECURITIES_TRANSFERRED",
  "REALISED",
  "UNREALISED",
  "DIVIDENDS",
  "INTEREST",
  "TAX_WITHHELD",
  "FEES",
  "CORRECTIONS",
] as const;
export type BridgeTerm = (typeof BRIDGE_TERMS)[number];

const TERM_OF_JOURNAL = {
  DEPOSIT: "DEPOSITS",
  DEPOSIT_RETURN: "DEPOSITS",
  DEPOSIT_RELEASE: null,
  WITHDRAWAL: "WITHDRAWALS",
  WITHDRAWAL_RETURN: "WITHDRAWALS",
  WIRE_IN: "DEPOSITS",
  WIRE_OUT: "WITHDRAWALS",
  WIRE_FEE: "FEES",
  JOURNAL_IN: "DEPOSITS",
  JOURNAL_OUT: "WITHDRAWALS",
  TRADE: null,
  SETTLEMENT: null,
  FEE: "FEES",
  INTEREST: "INTEREST",
  VENUE_FEE: null,
  REVERSAL: "AS_REVERSED",
  ADJUSTMENT: "CORRECTIONS",
  CASH_DIVIDEND: "DIVIDENDS",
  WITHHOLDING: "TAX_WITHHELD",
  STOCK_DIVIDEND: null,
  SPLIT: null,
  REVERSE_SPLIT: null,
  SYMBOL_CHANGE: null,
  CASH_IN_LIEU: null,
} as const satisfies Record<JournalKind, BridgeTerm | "AS_REVERSED" | null>;

/**
 * The term that a journal of a customer belongs to, a reversal to that of what it undoes (`reversed`). Null: it changes
 * no equity by itself, or it is a trade of shares, whose part is told by the closings of lots (REALISED) and by what is
 * held (UNREALISED).
 */
export function bridgeTermOf(kind: JournalKind, reversed: JournalKind | null = null): BridgeTerm | null {
  const term = TERM_OF_JOURNAL[kind];
  if (term !== "AS_REVERSED") return term;
  return reversed && reversed !== "REVERSAL" ? bridgeTermOf(reversed) : null;
}

/** The terms that are flows: what came into an account from outside, or left it. */
export const FLOW_TERMS: readonly BridgeTerm[] = ["DEPOSITS", "WITHDRAWALS", "SECURITIES_TRANSFERRED"];

/** The kinds of journals that belong to a term by themselves, each with its term. */
export const TERMS_OF_JOURNALS: readonly (readonly [JournalKind, BridgeTerm])[] = (
  Object.keys(TERM_OF_JOURNAL) as JournalKind[]
).flatMap((kind) => {
  const term = bridgeTermOf(kind);
  return term ? [[kind, term] as const] : [];
});

/** Cash by trade date, unsettled and uncollected money with it, and what is held. Dollars; shorts are below zero. */
export type Standing = {
  cash: Money;
  holdings: readonly { symbol: string; value: Money; openCost: Money }[];
};

/**
 * One cause of a change. `amount` is signed as it changes equity: withdrawals, tax and fees are below zero, a realised
 * gain is proceeds less cost of one closing. Of shares that are transferred or corrected it is their market value when
 * they came (went: below zero), and `broughtCost` the open cost of the lots that came with them.
 */
export type BridgeEntry = {
  id: string;
  term: Exclude<BridgeTerm, "UNREALISED">;
  amount: Money;
  broughtCost?: Money;
  /** Needed where `broughtCost` is given. */
  symbol?: string | null;
};

/** UNREALISED has the symbols whose gain changed instead of entries. */
export type BridgeLine = { term: BridgeTerm; amount: Money; entries: readonly string[] };

export type Bridge = {
  opening: Money;
  /** Every term, those of zero too. */
  lines: readonly BridgeLine[];
  unrealised: readonly { symbol: string; change: Money }[];
  closing: Money;
  /** Closing less opening less all terms: zero, or an entry is missing or told twice. */
  unexplained: Money;
};

/** What an account is worth: cash and everything held, in dollars. */
export const equityOf = ({ cash, holdings }: Standing): Money =>
  add(cash, ...holdings.map(({ value }) => value));

/** Change of market value less cost by symbol; what shares had gained elsewhere before they came is no gain here. */
function unrealisedChanges(
  before: Standing,
  after: Standing,
  entries: readonly BridgeEntry[],
): { symbol: string; change: Money }[] {
  const changes = new Map<string, Money>();
  const count = (symbol: string, change: Money): void => {
    changes.set(symbol, add(changes.get(symbol) ?? ZERO, change));
  };
  for (const { symbol, value, openCost } of after.holdings) count(symbol, subtract(value, openCost));
  for (const { symbol, value, openCost } of before.holdings) count(symbol, subtract(openCost, value));
  for (const { symbol, amount, broughtCost } of entries)
    if (broughtCost) count(symbol ?? "", subtract(broughtCost, amount));
  return [...changes]
    .filter(([, change]) => !change.isZero())
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([symbol, change]) => ({ symbol, change }));
}

/**
 * Explains how equity came from one standing to another, exactly (FORMULAS.bridge). Each term has the ids of the
 * entries that it is the sum of. What entries and standings do not explain is never hidden: it is `unexplained`.
 */
export function bridgeOf(before: Standing, after: Standing, entries: readonly BridgeEntry[]): Bridge {
  const unrealised = unrealisedChanges(before, after, entries);
  const byTerm = new Map<BridgeTerm, { amount: Money; entries: string[] }>();
  const count = (term: BridgeTerm, amount: Money, id: string): void => {
    const line = byTerm.get(term) ?? { amount: ZERO, entries: [] };
    line.amount = add(line.amount, amount);
    line.entries.push(id);
    byTerm.set(term, line);
  };
  for (const { term, amount, id } of entries) count(term, amount, id);
  for (const { symbol, change } of unrealised) count("UNREALISED", change, symbol);
  const lines = BRIDGE_TERMS.map((term) => ({
    term,
    ...(byTerm.get(term) ?? { amount: ZERO, entries: [] }),
  }));
  const opening = equityOf(before);
  const closing = equityOf(after);
  const explained = add(opening, ...lines.map(({ amount }) => amount));
  return { opening, lines, unrealised, closing, unexplained: subtract(closing, explained) };
}
