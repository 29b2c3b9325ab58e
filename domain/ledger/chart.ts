/**
 * The chart of accounts. Each customer has the first group; the house and the street side are one account each.
 * Amounts are signed from the holder's view: positive means having more. Every journal sums to zero per asset.
 */
export const LEDGER_ACCOUNTS = {
  /** Dollars that have settled and may be used. */
  CASH_SETTLED: { holder: "CUSTOMER", meaning: "Settled cash" },
  /** Proceeds of sales, until their settlement date. */
  CASH_UNSETTLED_IN: { holder: "CUSTOMER", meaning: "Sales not yet settled" },
  /** Cost of purchases (negative), until their settlement date. */
  CASH_UNSETTLED_OUT: { holder: "CUSTOMER", meaning: "Purchases not yet settled" },
  /** Deposits that are booked but may still be returned. */
  CASH_UNCOLLECTED: { holder: "CUSTOMER", meaning: "Deposits not yet usable" },
  SECURITIES_SETTLED: { holder: "CUSTOMER", meaning: "Shares settled" },
  SECURITIES_UNSETTLED: { holder: "CUSTOMER", meaning: "Shares bought or sold, not yet settled" },
  /** The clearing firm's side of everything that it holds for customers. */
  CLEARING_FIRM: { holder: "STREET", meaning: "Clearing firm, contra" },
  COMMISSIONS: { holder: "HOUSE", meaning: "Commissions earned" },
  /** What customers pay by the month for market data and the platform. */
  MARKET_DATA_FEES: { holder: "HOUSE", meaning: "Market data and platform fees earned" },
  /** What the carrying firm keeps back of dividends for the tax office. */
  TAX_WITHHELD: { holder: "STREET", meaning: "Tax withheld from dividends" },
  /** What venues charge for taking, less what they pay for adding; the customer pays a commission instead. */
  VENUE_FEES: { holder: "HOUSE", meaning: "Venue fees, less rebates" },
  /** What is owed to the venues (plus) or by them, until their bills are paid. */
  VENUES: { holder: "STREET", meaning: "Venues, contra" },
  /** Section 31 and TAF, passed on to those who levy them. */
  REGULATORY_FEES: { holder: "STREET", meaning: "Regulatory fees passed through" },
} as const satisfies Record<string, { holder: "CUSTOMER" | "HOUSE" | "STREET"; meaning: string }>;

export type LedgerAccount = keyof typeof LEDGER_ACCOUNTS;
export const USD = "USD";
