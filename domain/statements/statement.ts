import type { MoneyKind } from "@/domain/clearing/money-kinds";
import { InvariantError } from "@/domain/errors";
import { add, type Money, money, moneyToWire, subtract, ZERO } from "@/domain/money/money";
import { type Income, incomeOf, type ShareLine } from "@/domain/statements/income";
import type { CorrectionOf } from "@/domain/statements/correction";
import { type RealisedGains, type RealisedLine, realisedGains } from "@/domain/statements/realised";
import {
  type Allocation,
  allocationOf,
  type Held,
  type HeldLine,
  heldOf,
  type InterestOf,
  type MonthEquity,
  type OpenOrderLine,
  type Performance,
} from "@/domain/statements/statement-sections";
import { cashEffect, feesOf, type TradeLine } from "@/domain/statements/trade-line";
import type { LocalDate } from "@/domain/time/instant";

/** Who a paper is for. `mailing` is the address as lines, empty when none is on file. */
export type PaperAccount = { number: string; title: string; mailing: readonly string[] };

/** The carrying firm's figures of one account at one day's end; wire decimals. `settled` includes `uncollected`. */
export type BalanceFacts = { settled: string; unsettled: string; uncollected: string; positionValue: string };

export type MoneyLine = {
  bookedOn: LocalDate;
  kind: MoneyKind;
  reference: string;
  amount: string;
  /** The stock of a dividend, of what was withheld of it, or of cash in lieu of a fraction. */
  symbol?: string | null;
};

/** What a month's statement is made from, all of it from imported end-of-day books. */
export type StatementFacts = {
  account: PaperAccount;
  /** "2026-10" */
  month: string;
  /** The first day that this statement covers, and its closing day, both included. */
  from: LocalDate;
  to: LocalDate;
  /** Null when the account is new. */
  opening: BalanceFacts | null;
  closing: BalanceFacts;
  holdings: readonly HeldLine[];
  trades: readonly TradeLine[];
  money: readonly MoneyLine[];
  /** Shares that came or went by corporate actions. */
  shares: readonly ShareLine[];
  /** Trades that had not settled by the closing day. */
  pending: readonly TradeLine[];
  /** Dividends, tax withheld of them, and interest since the beginning of the year, this period included. */
  incomeOfYear: { dividends: string; withheld: string; credited: string; charged: string };
  /** Lots that were closed in the period, and the sums of the year so far. */
  realised: readonly RealisedLine[];
  realisedOfYear: { short: string; long: string };
  /** Equity at the ends of the last months, this one included, oldest first. */
  equityByMonth: readonly MonthEquity[];
  performance: Performance;
  openOrders: readonly OpenOrderLine[];
  /** Sentences from the desk: calls, restrictions. */
  messages: readonly string[];
  /** The paper that this one replaces. */
  corrects?: CorrectionOf | null;
};

/**
 * A statement's data, to the cent: opening + deposits - withdrawals - returned + income - withheld - interest - fees +
 * change = closing.
 */
export type StatementModel = {
  version: 2;
  corrects: CorrectionOf | null;
  account: PaperAccount;
  period: { month: string; from: LocalDate; to: LocalDate };
  summary: {
    opening: string;
    deposits: string;
    withdrawals: string;
    returned: string;
    income: string;
    withheld: string;
    /** Charged for what was lent on margin. */
    interest: string;
    fees: string;
    change: string;
    closing: string;
  };
  allocation: readonly Allocation[];
  holdings: readonly Held[];
  holdingsValue: string;
  /** Sums of the holdings; of cost and gain null as long as one of them is not known. */
  holdingsCost: string | null;
  holdingsUnrealised: string | null;
  holdingsYearlyIncome: string;
  cash: { collected: string; uncollected: string; unsettled: string; total: string };
  trades: readonly TradeLine[];
  money: readonly MoneyLine[];
  shares: readonly ShareLine[];
  pending: readonly TradeLine[];
  income: Income;
  interest: InterestOf;
  realised: RealisedGains;
  performance: Performance;
  equityByMonth: readonly MonthEquity[];
  openOrders: readonly OpenOrderLine[];
  messages: readonly string[];
  /** `services` is what was paid beside trades: market data and platform, wires. */
  fees: { commission: string; secFee: string; tafFee: string; services: string; total: string };
};

const sum = (values: readonly string[]): Money => add(ZERO, ...values.map((value) => money(value)));
const cashOf = (balance: BalanceFacts | null): Money =>
  balance ? add(money(balance.settled), money(balance.unsettled)) : ZERO;
const sumOf = (lines: readonly MoneyLine[], ...kinds: MoneyKind[]): Money =>
  sum(lines.filter((line) => kinds.includes(line.kind)).map((line) => line.amount));

function mustAgree(what: string, facts: StatementFacts, a: Money, b: Money): void {
  if (!a.eq(b)) {
    const account = `account ${facts.account.number}, ${facts.month}`;
    throw new InvariantError(
      `${what} does not add up (${account}): ${moneyToWire(a)} against ${moneyToWire(b)}`,
    );
  }
}

/**
 * The data of a month's statement (FINRA Rule 2231). The change in value is taken from prices and trades, not as what
 * is left over, so that the sum of the summary proves the books: a statement whose cash, holdings or equity do not
 * add up to the cent is refused with InvariantError.
 */
export function buildStatement(facts: StatementFacts): StatementModel {
  const deposits = sumOf(facts.money, "DEPOSIT", "WIRE_IN", "JOURNAL_IN", "WITHDRAWAL_RETURN");
  const withdrawals = sumOf(facts.money, "WITHDRAWAL", "WIRE_OUT", "JOURNAL_OUT");
  const returned = sumOf(facts.money, "DEPOSIT_RETURN");
  const services = sumOf(facts.money, "FEE", "WIRE_FEE");
  const movedIn = subtract(deposits, add(withdrawals, returned));
  const dividends = incomeOf(facts);
  const credited = sumOf(facts.money, "CREDIT_INTEREST");
  const income = add(money(dividends.dividends), credited);
  const withheld = money(dividends.withheld);
  const interest = sumOf(facts.money, "DEBIT_INTEREST");
  // A fraction that was paid for is a sale: what it brought belongs to the change in value, as with any other.
  const inLieu = sumOf(facts.money, "CASH_IN_LIEU");

  for (const trade of facts.trades) {
    mustAgree(`the trade of order ${trade.orderReference}`, facts, money(trade.net), cashEffect(trade));
  }
  const openingCash = cashOf(facts.opening);
  const closingCash = cashOf(facts.closing);
  const tradedCash = add(sum(facts.trades.map((trade) => trade.net)), inLieu);
  const earned = subtract(income, add(withheld, interest));
  mustAgree("cash", facts, closingCash, subtract(add(openingCash, movedIn, earned, tradedCash), services));

  const openingValue = money(facts.opening?.positionValue ?? "0");
  const closingValue = money(facts.closing.positionValue);
  mustAgree("the value of the holdings", facts, closingValue, sum(facts.holdings.map((line) => line.value)));

  mustAgree(
    "what is unsettled",
    facts,
    money(facts.closing.unsettled),
    sum(facts.pending.map((trade) => trade.net)),
  );

  const tradeFees = add(ZERO, ...facts.trades.map(feesOf));
  const fees = add(tradeFees, services);
  // What prices did: the new value of the holdings, less the old, less what was put into them or taken out.
  const change = add(subtract(closingValue, openingValue), tradedCash, tradeFees);
  const opening = add(openingCash, openingValue);
  const closing = add(closingCash, closingValue);
  mustAgree("equity", facts, closing, subtract(add(opening, movedIn, earned, change), fees));

  const held = heldOf(facts.holdings);
  return {
    version: 2,
    corrects: facts.corrects ?? null,
    account: facts.account,
    period: { month: facts.month, from: facts.from, to: facts.to },
    summary: {
      opening: moneyToWire(opening),
      deposits: moneyToWire(deposits),
      withdrawals: moneyToWire(withdrawals),
      returned: moneyToWire(returned),
      income: moneyToWire(income),
      withheld: moneyToWire(withheld),
      interest: moneyToWire(interest),
      fees: moneyToWire(fees),
      change: moneyToWire(change),
      closing: moneyToWire(closing),
    },
    allocation: allocationOf(facts.holdings, closingCash, closing),
    ...held,
    holdingsValue: moneyToWire(closingValue),
    cash: {
      collected: moneyToWire(subtract(money(facts.closing.settled), money(facts.closing.uncollected))),
      uncollected: moneyToWire(money(facts.closing.uncollected)),
      unsettled: moneyToWire(money(facts.closing.unsettled)),
      total: moneyToWire(closingCash),
    },
    trades: facts.trades,
    money: facts.money,
    shares: facts.shares,
    pending: facts.pending,
    income: dividends,
    interest: {
      charged: moneyToWire(interest),
      credited: moneyToWire(credited),
      ofYear: { charged: facts.incomeOfYear.charged, credited: facts.incomeOfYear.credited },
    },
    realised: realisedGains(facts.realised, facts.realisedOfYear),
    performance: facts.performance,
    equityByMonth: facts.equityByMonth,
    openOrders: facts.openOrders,
    messages: facts.messages,
    fees: {
      commission: moneyToWire(sum(facts.trades.map((trade) => trade.commission))),
      secFee: moneyToWire(sum(facts.trades.map((trade) => trade.secFee))),
      tafFee: moneyToWire(sum(facts.trades.map((trade) => trade.tafFee))),
      services: moneyToWire(services),
      total: moneyToWire(fees),
    },
  };
}
