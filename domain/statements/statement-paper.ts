import { formatMoney, formatPrice, formatQuantity, formatSigned, formatUsd } from "@/domain/money/format";
import { add, type Money, money, moneyToWire } from "@/domain/money/money";
import { STATEMENT_DISCLOSURES } from "@/domain/statements/disclosures";
import { CARRYING_FIRM, INTRODUCING_FIRM } from "@/domain/statements/firms";
import {
  dateParts,
  left,
  line,
  type Paper,
  type PaperTable,
  printable,
  right,
} from "@/domain/statements/paper";
import { incomeTable, shareActivity } from "@/domain/statements/income-paper";
import type { MoneyLine, StatementModel } from "@/domain/statements/statement";
import { feesOf, type TradeLine } from "@/domain/statements/trade-line";
import { formatDate, formatMonth } from "@/domain/time/format";

const MOVEMENT: Record<MoneyLine["kind"], { text: string; sign: "" | "-" }> = {
  DEPOSIT: { text: "Deposit by ACH", sign: "" },
  WITHDRAWAL: { text: "Withdrawal by ACH", sign: "-" },
  DEPOSIT_RETURN: { text: "Deposit returned by the bank", sign: "-" },
  WITHDRAWAL_RETURN: { text: "Withdrawal returned by the bank", sign: "" },
  WIRE_IN: { text: "Wire received", sign: "" },
  WIRE_OUT: { text: "Wire sent", sign: "-" },
  WIRE_FEE: { text: "Fee for a wire", sign: "-" },
  JOURNAL_IN: { text: "From another account of yours", sign: "" },
  JOURNAL_OUT: { text: "To another account of yours", sign: "-" },
  FEE: { text: "Market data and platform fee", sign: "-" },
  DIVIDEND: { text: "Dividend", sign: "" },
  WITHHOLDING: { text: "Tax withheld from the dividend", sign: "-" },
  CASH_IN_LIEU: { text: "Cash in lieu of a fraction of a share", sign: "" },
  DEBIT_INTEREST: { text: "Margin interest charged", sign: "-" },
  CREDIT_INTEREST: { text: "Interest on free credit balance", sign: "" },
};

/** Amounts of movements are positive, but for what a short seller owes. */
const signed = (sign: "" | "-", amount: string): string => (sign === "" ? amount : out(amount));
const out = (amount: string): string => moneyToWire(money(amount).negated() as Money);
const tradeText = (trade: TradeLine): string =>
  printable(`${trade.side === "BUY" ? "Bought" : "Sold"} ${trade.name}`);

export const statementTitle = (month: string): string => `Statement for ${formatMonth(month)}`;

/** A month's statement as it is printed. */
export function statementPaper(model: StatementModel): Paper {
  const { account, period, summary } = model;
  return {
    kind: "STATEMENT",
    title: `${statementTitle(period.month)}, account ${account.number}`,
    heading: "Account statement",
    subheading: `${formatDate(period.from)} to ${formatDate(period.to)}`,
    date: dateParts(period.to),
    introducing: INTRODUCING_FIRM,
    carrying: CARRYING_FIRM,
    mailing: [account.title, ...account.mailing].map(printable),
    particulars: [
      line("Account number", account.number, true),
      line("Account", printable(account.title)),
      line("Period", `${formatDate(period.from)} – ${formatDate(period.to)}`),
    ],
    figures: [
      line("Equity at the end", formatUsd(summary.closing), true),
      line("Equity at the beginning", formatUsd(summary.opening)),
      line("Change in value", formatSigned(summary.change)),
    ],
    summaryHeading: "Value of your account",
    summary: [
      line(`Equity at the beginning, ${formatDate(period.from)}`, formatMoney(summary.opening), true),
      line("Deposits", formatMoney(summary.deposits)),
      line("Deposits returned", formatMoney(out(summary.returned))),
      line("Withdrawals", formatMoney(out(summary.withdrawals))),
      line("Dividends and interest", formatMoney(summary.income)),
      line("Tax withheld", formatMoney(out(summary.withheld))),
      ...(money(summary.interest).isZero()
        ? []
        : [line("Margin interest charged", formatMoney(out(summary.interest)))]),
      line("Commissions and fees", formatMoney(out(summary.fees))),
      line("Change in value of holdings", formatMoney(summary.change)),
      line(`Equity at the end, ${formatDate(period.to)}`, formatMoney(summary.closing), true),
    ],
    tables: [
      holdings(model),
      cash(model),
      activity(model),
      incomeTable(model.income),
      pending(model),
      fees(model),
    ],
    disclosures: STATEMENT_DISCLOSURES,
  };
}

function holdings(model: StatementModel): PaperTable {
  return {
    heading: "Holdings",
    note: `Valued at the closing prices of ${formatDate(model.period.to)}.`,
    columns: [
      left("Symbol"),
      left("Description", "1fr"),
      right("Quantity"),
      right("Settled"),
      right("Price"),
      right("Value USD"),
    ],
    rows: model.holdings.map((holding) => [
      holding.symbol,
      printable(holding.name),
      formatQuantity(holding.quantity),
      formatQuantity(holding.settledQuantity),
      formatPrice(holding.price),
      formatMoney(holding.value),
    ]),
    total: model.holdings.length > 0 ? ["Total", "", "", "", "", formatMoney(model.holdingsValue)] : null,
    empty: "You held no securities at the end of the period.",
  };
}

function cash(model: StatementModel): PaperTable {
  return {
    heading: "Cash",
    note: "",
    columns: [left("Kind", "1fr"), right("Amount USD")],
    rows: [
      ["Settled", formatMoney(model.cash.collected)],
      ["Deposits not yet collected", formatMoney(model.cash.uncollected)],
      ["Unsettled: sales due in less purchases due out", formatMoney(model.cash.unsettled)],
    ],
    total: ["Total cash", formatMoney(model.cash.total)],
    empty: "",
  };
}

/** One line of the activity, with what it is sorted by. */
type Activity = { order: string; cells: readonly string[] };

function tradeActivity(trade: TradeLine): Activity {
  return {
    order: `${trade.bookedOn} 1 ${trade.tradeDate} ${trade.symbol} ${trade.orderReference}`,
    cells: [
      formatDate(trade.tradeDate),
      formatDate(trade.settlementDate),
      trade.symbol,
      tradeText(trade),
      formatQuantity(trade.side === "BUY" ? trade.quantity : `-${trade.quantity}`),
      formatPrice(trade.averagePrice),
      formatMoney(moneyToWire(feesOf(trade))),
      formatMoney(trade.net),
    ],
  };
}

function moneyActivity(movement: MoneyLine): Activity {
  const { text, sign } = MOVEMENT[movement.kind];
  const booked = formatDate(movement.bookedOn);
  return {
    order: `${movement.bookedOn} 0 ${movement.reference}`,
    cells: [
      booked,
      booked,
      movement.symbol ?? "USD",
      text,
      "",
      "",
      "",
      formatMoney(signed(sign, movement.amount)),
    ],
  };
}

function activity(model: StatementModel): PaperTable {
  const lines = [
    ...model.trades.map(tradeActivity),
    ...model.money.map(moneyActivity),
    ...model.shares.map(shareActivity),
  ].sort((a, b) => (a.order < b.order ? -1 : 1));
  const moved = model.money.map((movement) => money(signed(MOVEMENT[movement.kind].sign, movement.amount)));
  const total = add(money("0"), ...model.trades.map((trade) => money(trade.net)), ...moved);
  const paid = model.fees.total;
  return {
    heading: "Activity",
    note: "A line is one order's executions on one day, at their average price.",
    columns: [
      left("Trade date"),
      left("Settles"),
      left("Symbol"),
      left("Description", "1fr"),
      right("Quantity"),
      right("Price"),
      right("Fees"),
      right("Amount USD"),
    ],
    rows: lines.map((entry) => entry.cells),
    total:
      lines.length > 0
        ? ["Total", "", "", "", "", "", formatMoney(paid), formatMoney(moneyToWire(total))]
        : null,
    empty: "Nothing was traded or moved in the period.",
  };
}

function pending(model: StatementModel): PaperTable {
  return {
    heading: "Trades pending settlement",
    note: "",
    columns: [
      left("Trade date"),
      left("Settles"),
      left("Symbol"),
      left("Description", "1fr"),
      right("Quantity"),
      right("Amount USD"),
    ],
    rows: model.pending.map((trade) => [
      formatDate(trade.tradeDate),
      formatDate(trade.settlementDate),
      trade.symbol,
      tradeText(trade),
      formatQuantity(trade.side === "BUY" ? trade.quantity : `-${trade.quantity}`),
      formatMoney(trade.net),
    ]),
    total: model.pending.length > 0 ? ["Total", "", "", "", "", formatMoney(model.cash.unsettled)] : null,
    empty: "All trades had settled.",
  };
}

function fees(model: StatementModel): PaperTable {
  return {
    heading: "Commissions and fees",
    note: "",
    columns: [left("Kind", "1fr"), right("Amount USD")],
    rows: [
      ["Commissions", formatMoney(model.fees.commission)],
      ["SEC fees (Section 31)", formatMoney(model.fees.secFee)],
      ["FINRA trading activity fees", formatMoney(model.fees.tafFee)],
      ["Market data, platform and wires", formatMoney(model.fees.services)],
    ],
    total: ["Total", formatMoney(model.fees.total)],
    empty: "",
  };
}
