/**
 * The kinds of movements of money in the clearing firm's books and files, and what each does: `cash` is its sign on the
 * customer's cash, `isFlow` whether it is money that came from outside the account or left it (as against what was earned
 * or charged in it). Lists of kinds elsewhere are made from this one.
 */
export const MONEY_MOVEMENTS = {
  DEPOSIT: { cash: 1, isFlow: true },
  WITHDRAWAL: { cash: -1, isFlow: true },
  DEPOSIT_RETURN: { cash: -1, isFlow: true },
  /** A withdrawal that the receiving bank sent back. */
  WITHDRAWAL_RETURN: { cash: 1, isFlow: true },
  WIRE_IN: { cash: 1, isFlow: true },
  WIRE_OUT: { cash: -1, isFlow: true },
  /** Between two accounts of the same owners: one movement, a row for each account. */
  JOURNAL_IN: { cash: 1, isFlow: true },
  JOURNAL_OUT: { cash: -1, isFlow: true },
  WIRE_FEE: { cash: -1, isFlow: false },
  FEE: { cash: -1, isFlow: false },
  DEBIT_INTEREST: { cash: -1, isFlow: false },
  CREDIT_INTEREST: { cash: 1, isFlow: false },
  DIVIDEND: { cash: 1, isFlow: false },
  WITHHOLDING: { cash: -1, isFlow: false },
  CASH_IN_LIEU: { cash: 1, isFlow: false },
} as const satisfies Record<string, { cash: 1 | -1; isFlow: boolean }>;

export type MoneyKind = keyof typeof MONEY_MOVEMENTS;

export const MONEY_KINDS = Object.keys(MONEY_MOVEMENTS) as MoneyKind[];

/** Kinds that add to a customer's cash. */
export const MONEY_IN: readonly MoneyKind[] = MONEY_KINDS.filter((kind) => MONEY_MOVEMENTS[kind].cash === 1);

/** Kinds that are contributions: money that came from outside the account or left it. */
export const FLOW_KINDS: readonly MoneyKind[] = MONEY_KINDS.filter((kind) => MONEY_MOVEMENTS[kind].isFlow);
