import { LEDGER_ACCOUNTS, type LedgerAccount, USD } from "@/domain/ledger/chart";
import { type Journal, type JournalHead, journal, type Line } from "@/domain/ledger/journal";
import { add, type Money, negate, type Quantity } from "@/domain/money/money";
import type { Instant, LocalDate } from "@/domain/time/instant";

/** The amounts that an event can bring with it: what a posting rule may refer to. */
type Amounts = {
  gross: Money;
  commission: Money;
  regulatoryFees: Money;
  net: Money;
  shares: Quantity;
  settledShares: Quantity;
  unsettledShares: Quantity;
};
type AmountName = keyof Amounts;

/** "+net of USD on the customer's settled cash": one row of a table of rules. */
type Rule = readonly [sign: "+" | "-", amount: AmountName, asset: "USD" | "SECURITY", account: LedgerAccount];

const SHARES_COME = [
  ["+", "settledShares", "SECURITY", "SECURITIES_SETTLED"],
  ["+", "unsettledShares", "SECURITY", "SECURITIES_UNSETTLED"],
  ["-", "shares", "SECURITY", "CLEARING_FIRM"],
] as const satisfies readonly Rule[];

const cashAdjustment = (account: LedgerAccount): readonly Rule[] => [
  ["+", "net", "USD", account],
  ["-", "net", "USD", "CLEARING_FIRM"],
];
const shareAdjustment = (account: LedgerAccount): readonly Rule[] => [
  ["+", "shares", "SECURITY", account],
  ["-", "shares", "SECURITY", "CLEARING_FIRM"],
];

const CASH_COMES = [
  ["+", "net", "USD", "CASH_SETTLED"],
  ["-", "net", "USD", "CLEARING_FIRM"],
] as const satisfies readonly Rule[];
const CASH_GOES = [
  ["-", "net", "USD", "CASH_SETTLED"],
  ["+", "net", "USD", "CLEARING_FIRM"],
] as const satisfies readonly Rule[];

/**
 * The posting rules, as a bookkeeper would write them. `net` is what the customer pays (buy: gross + fees) or gets
 * (sell: gross - fees). Trade-date and settlement-date balances come apart here: a trade goes to the unsettled
 * accounts, its settlement moves it to the settled ones.
 */
export const POSTING_RULES = {
  BUY: [
    ["-", "net", "USD", "CASH_UNSETTLED_OUT"],
    ["+", "gross", "USD", "CLEARING_FIRM"],
    ["+", "commission", "USD", "COMMISSIONS"],
    ["+", "regulatoryFees", "USD", "REGULATORY_FEES"],
    ["+", "shares", "SECURITY", "SECURITIES_UNSETTLED"],
    ["-", "shares", "SECURITY", "CLEARING_FIRM"],
  ],
  SELL: [
    ["+", "net", "USD", "CASH_UNSETTLED_IN"],
    ["-", "gross", "USD", "CLEARING_FIRM"],
    ["+", "commission", "USD", "COMMISSIONS"],
    ["+", "regulatoryFees", "USD", "REGULATORY_FEES"],
    ["-", "shares", "SECURITY", "SECURITIES_UNSETTLED"],
    ["+", "shares", "SECURITY", "CLEARING_FIRM"],
  ],
  SETTLE_BUY: [
    ["+", "net", "USD", "CASH_UNSETTLED_OUT"],
    ["-", "net", "USD", "CASH_SETTLED"],
    ["-", "shares", "SECURITY", "SECURITIES_UNSETTLED"],
    ["+", "shares", "SECURITY", "SECURITIES_SETTLED"],
  ],
  SETTLE_SELL: [
    ["-", "net", "USD", "CASH_UNSETTLED_IN"],
    ["+", "net", "USD", "CASH_SETTLED"],
    ["+", "shares", "SECURITY", "SECURITIES_UNSETTLED"],
    ["-", "shares", "SECURITY", "SECURITIES_SETTLED"],
  ],
  DEPOSIT: [
    ["+", "net", "USD", "CASH_UNCOLLECTED"],
    ["-", "net", "USD", "CLEARING_FIRM"],
  ],
  DEPOSIT_RELEASE: [
    ["-", "net", "USD", "CASH_UNCOLLECTED"],
    ["+", "net", "USD", "CASH_SETTLED"],
  ],
  /** Returned before it could be used. */
  DEPOSIT_RETURN_UNCOLLECTED: [
    ["-", "net", "USD", "CASH_UNCOLLECTED"],
    ["+", "net", "USD", "CLEARING_FIRM"],
  ],
  /** Returned after it could be used: the account may go below zero, and is then restricted. */
  DEPOSIT_RETURN_COLLECTED: [
    ["-", "net", "USD", "CASH_SETTLED"],
    ["+", "net", "USD", "CLEARING_FIRM"],
  ],
  WITHDRAWAL: CASH_GOES,
  /** A withdrawal that the receiving bank sent back. */
  WITHDRAWAL_RETURN: CASH_COMES,
  /** A wire is final: it comes as settled money, and the clearing firm keeps its fee. */
  WIRE_IN: CASH_COMES,
  WIRE_OUT: CASH_GOES,
  WIRE_FEE: CASH_GOES,
  /** The two sides of a movement between accounts of the same owners, posted together. */
  JOURNAL_IN: CASH_COMES,
  JOURNAL_OUT: CASH_GOES,
  /** A month of market data: the customer's settled cash becomes the house's revenue. */
  MARKET_DATA_FEE: [
    ["-", "net", "USD", "CASH_SETTLED"],
    ["+", "net", "USD", "MARKET_DATA_FEES"],
  ],
  /** A dividend is paid in full, and what is withheld of it goes out again: the customer sees both. */
  CASH_DIVIDEND: [
    ["+", "net", "USD", "CASH_SETTLED"],
    ["-", "net", "USD", "CLEARING_FIRM"],
  ],
  WITHHOLDING: [
    ["-", "net", "USD", "CASH_SETTLED"],
    ["+", "net", "USD", "TAX_WITHHELD"],
  ],
  /** More or fewer shares for the same money: what comes to each account, signed. A new symbol is out and in. */
  SPLIT: SHARES_COME,
  STOCK_DIVIDEND: SHARES_COME,
  REVERSE_SPLIT: SHARES_COME,
  SYMBOL_CHANGE: SHARES_COME,
  /** What the clearing firm charges for a month of what it lent; it may leave a debit, or make a larger one. */
  DEBIT_INTEREST: [
    ["-", "net", "USD", "CASH_SETTLED"],
    ["+", "net", "USD", "CLEARING_FIRM"],
  ],
  /** What it pays on a month of free credit balances. */
  CREDIT_INTEREST: [
    ["+", "net", "USD", "CASH_SETTLED"],
    ["-", "net", "USD", "CLEARING_FIRM"],
  ],
  /** The fraction that is left of a share is sold. */
  CASH_IN_LIEU: [
    ["-", "shares", "SECURITY", "SECURITIES_SETTLED"],
    ["+", "shares", "SECURITY", "CLEARING_FIRM"],
    ["+", "net", "USD", "CASH_SETTLED"],
    ["-", "net", "USD", "CLEARING_FIRM"],
  ],
  /** A day's fills at one venue: its fees less its rebates, a cost of the house's when above zero. */
  VENUE_FEES: [
    ["-", "net", "USD", "VENUE_FEES"],
    ["+", "net", "USD", "VENUES"],
  ],
  /** What a reconciliation found missing on one account of a customer's, signed: against the clearing firm's books. */
  ADJUST_CASH_SETTLED: cashAdjustment("CASH_SETTLED"),
  ADJUST_CASH_UNCOLLECTED: cashAdjustment("CASH_UNCOLLECTED"),
  ADJUST_CASH_UNSETTLED_IN: cashAdjustment("CASH_UNSETTLED_IN"),
  ADJUST_CASH_UNSETTLED_OUT: cashAdjustment("CASH_UNSETTLED_OUT"),
  ADJUST_SECURITIES_SETTLED: shareAdjustment("SECURITIES_SETTLED"),
  ADJUST_SECURITIES_UNSETTLED: shareAdjustment("SECURITIES_UNSETTLED"),
} as const satisfies Record<string, readonly Rule[]>;

export type PostingRule = keyof typeof POSTING_RULES;

const isCustomers = (account: LedgerAccount): boolean => LEDGER_ACCOUNTS[account].holder === "CUSTOMER";

/** Applies one rule of the table to an event's amounts. */
export const post = (
  rule: PostingRule,
  head: JournalHead,
  symbol: string | null,
  amounts: Partial<Amounts>,
): Journal => journal(head, linesOf(rule, head, symbol, amounts));

/** The lines of one rule, for journals that are made of more than one. */
export function linesOf(
  rule: PostingRule,
  head: Pick<JournalHead, "accountId">,
  symbol: string | null,
  amounts: Partial<Amounts>,
): Line[] {
  const lines: Line[] = [];
  for (const [sign, name, asset, ledgerAccount] of POSTING_RULES[rule]) {
    const amount = amounts[name];
    if (!amount) continue;
    lines.push({
      ledgerAccount,
      accountId: isCustomers(ledgerAccount) ? head.accountId : null,
      asset: asset === "USD" ? USD : (symbol ?? USD),
      amount: sign === "+" ? amount : negate(amount),
    });
  }
  return lines;
}

export type TradePosting = {
  executionId: string;
  accountId: string;
  side: "BUY" | "SELL";
  symbol: string;
  shares: Quantity;
  gross: Money;
  commission: Money;
  regulatoryFees: Money;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
  exchangeAt: Instant;
};

/** What the customer pays (buy) or gets (sell) for an execution, fees included; always positive. */
export const netOf = (
  trade: Pick<TradePosting, "side" | "gross" | "commission" | "regulatoryFees">,
): Money => {
  const fees = add(trade.commission, trade.regulatoryFees);
  return trade.side === "BUY" ? add(trade.gross, fees) : (trade.gross.minus(fees) as Money);
};

const tradeAmounts = (trade: TradePosting): Partial<Amounts> => ({
  gross: trade.gross,
  commission: trade.commission,
  regulatoryFees: trade.regulatoryFees,
  net: netOf(trade),
  shares: trade.shares,
});

/** The trade-date journal of one execution. */
export function tradeJournal(trade: TradePosting): Journal {
  const memo = `${trade.side === "BUY" ? "Bought" : "Sold"} ${trade.shares.toFixed()} ${trade.symbol}`;
  const head = { ...headOf(trade), kind: "TRADE" as const, memo };
  return post(trade.side, head, trade.symbol, tradeAmounts(trade));
}

/** The settlement-date journal of one execution: `settledAt` is when the clearing firm said so. */
export function settlementJournal(trade: TradePosting, settledAt: Instant): Journal {
  const head = {
    ...headOf(trade),
    kind: "SETTLEMENT" as const,
    memo: `Settled ${trade.shares.toFixed()} ${trade.symbol}`,
    exchangeAt: settledAt,
  };
  return post(trade.side === "BUY" ? "SETTLE_BUY" : "SETTLE_SELL", head, trade.symbol, tradeAmounts(trade));
}

const headOf = (trade: TradePosting) => ({
  source: trade.executionId,
  accountId: trade.accountId,
  tradeDate: trade.tradeDate,
  settlementDate: trade.settlementDate,
  exchangeAt: trade.exchangeAt,
});

export type CashPosting = {
  /** The transfer's or the fee's id. */
  source: string;
  accountId: string;
  amount: Money;
  on: LocalDate;
  exchangeAt: Instant;
};

const CASH_RULES = {
  DEPOSIT: { kind: "DEPOSIT", memo: "Deposit booked" },
  DEPOSIT_RELEASE: { kind: "DEPOSIT_RELEASE", memo: "Deposit usable" },
  DEPOSIT_RETURN_UNCOLLECTED: { kind: "DEPOSIT_RETURN", memo: "Deposit returned by the bank" },
  DEPOSIT_RETURN_COLLECTED: { kind: "DEPOSIT_RETURN", memo: "Deposit returned by the bank" },
  WITHDRAWAL: { kind: "WITHDRAWAL", memo: "Withdrawal paid" },
  WITHDRAWAL_RETURN: { kind: "WITHDRAWAL_RETURN", memo: "Withdrawal returned by the bank" },
  WIRE_IN: { kind: "WIRE_IN", memo: "Wire received" },
  WIRE_OUT: { kind: "WIRE_OUT", memo: "Wire sent" },
  WIRE_FEE: { kind: "WIRE_FEE", memo: "Fee for a wire" },
  JOURNAL_IN: { kind: "JOURNAL_IN", memo: "From another account of yours" },
  JOURNAL_OUT: { kind: "JOURNAL_OUT", memo: "To another account of yours" },
  MARKET_DATA_FEE: { kind: "FEE", memo: "Market data and platform fee" },
  DEBIT_INTEREST: { kind: "INTEREST", memo: "Interest charged on the debit balance" },
  CREDIT_INTEREST: { kind: "INTEREST", memo: "Interest paid on the free credit balance" },
} as const;

/** The journal of a movement of cash. */
export function cashJournal(rule: keyof typeof CASH_RULES, posting: CashPosting): Journal {
  const { kind, memo } = CASH_RULES[rule];
  const { source, accountId, on, exchangeAt, amount } = posting;
  return post(rule, { kind, source, memo, accountId, tradeDate: on, settlementDate: on, exchangeAt }, null, {
    net: amount,
  });
}

export type VenueFeePosting = { venue: string; day: LocalDate; amount: Money; exchangeAt: Instant };

/** The journal of a day's fees of one venue, less its rebates, in dollars and cents; the house's alone. */
export function venueFeeJournal({ venue, day, amount, exchangeAt }: VenueFeePosting): Journal {
  const head = {
    kind: "VENUE_FEE" as const,
    source: `${day}:${venue}`,
    memo: `Fees less rebates of ${venue}`,
    accountId: null,
    tradeDate: day,
    settlementDate: null,
    exchangeAt,
  };
  return post("VENUE_FEES", head, null, { net: amount });
}
