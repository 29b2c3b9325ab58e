import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { MONEY_MOVEMENTS } from "@/domain/clearing/money-kinds";
import { add, type Money, money, moneyToWire, negate, ZERO } from "@/domain/money/money";
import { shareActivity } from "@/domain/statements/income-paper";
import { left, type PaperTable, printable, right } from "@/domain/statements/paper";
import type { MoneyLine, StatementModel } from "@/domain/statements/statement";
import { feesOf, type TradeLine } from "@/domain/statements/trade-line";
import { formatDate } from "@/domain/time/format";

export const MOVEMENT_TEXT: Record<MoneyLine["kind"], string> = {
  DEPOSIT: "Deposit by ACH",
  WITHDRAWAL: "Withdrawal by ACH",
  DEPOSIT_RETURN: "Deposit returned by the bank",
  WITHDRAWAL_RETURN: "Withdrawal returned by the bank",
  WIRE_IN: "Wire received",
  WIRE_OUT: "Wire sent",
  WIRE_FEE: "Fee for a wire",
  JOURNAL_IN: "From another account of yours",
  JOURNAL_OUT: "To another account of yours",
  FEE: "Market data and platform fee",
  DIVIDEND: "Dividend",
  WITHHOLDING: "Tax withheld from the dividend",
  CASH_IN_LIEU: "Cash in lieu of a fraction of a share",
  DEBIT_INTEREST: "Margin interest charged",
  CREDIT_INTEREST: "Interest on free credit balance",
};

/** What a movement does to the account's cash. Amounts of movements are positive, but for what a short seller owes. */
export function movementEffect({ kind, amount }: Pick<MoneyLine, "kind" | "amount">): string {
  const value = money(amount);
  return moneyToWire(MONEY_MOVEMENTS[kind].cash === 1 ? value : negate(value));
}

/** "Bought Bank of America Corporation" */
export const tradeText = (trade: Pick<TradeLine, "side" | "name">): string =>
  printable(`${trade.side === "BUY" ? "Bought" : "Sold"} ${trade.name}`);

/** Shares of a trade as they change the position. */
export const sharesOf = (trade: Pick<TradeLine, "side" | "quantity">): string =>
  trade.side === "BUY" ? trade.quantity : `-${trade.quantity}`;

const TIME_WORDS: Record<string, string> = {
  DAY: "for the day",
  GTC: "good till cancelled",
  GTD: "good till its date",
};

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
      formatQuantity(sharesOf(trade)),
      formatPrice(trade.averagePrice),
      formatMoney(moneyToWire(feesOf(trade))),
      formatMoney(trade.net),
    ],
  };
}

function moneyActivity(movement: MoneyLine): Activity {
  const booked = formatDate(movement.bookedOn);
  return {
    order: `${movement.bookedOn} 0 ${movement.reference}`,
    cells: [
      booked,
      booked,
      movement.symbol ?? "USD",
      MOVEMENT_TEXT[movement.kind],
      "",
      "",
      "",
      formatMoney(movementEffect(movement)),
    ],
  };
}

/** Everything that was booked in the period, in the order of its booking. */
export function activityTable(model: StatementModel): PaperTable {
  const lines = [
    ...model.trades.map(tradeActivity),
    ...model.money.map(moneyActivity),
    ...model.shares.map(shareActivity),
  ].sort((a, b) => (a.order < b.order ? -1 : 1));
  const moved = model.money.map((movement) => money(movementEffect(movement)));
  const tradeFees = add(ZERO, ...model.trades.map(feesOf));
  const total = add(ZERO, ...model.trades.map((trade) => money(trade.net)), ...moved);
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
        ? ["Total", "", "", "", "", "", formatMoney(moneyToWire(tradeFees)), formatMoney(moneyToWire(total))]
        : null,
    empty: "Nothing was traded or moved in the period.",
  };
}

export function pendingTable(model: StatementModel): PaperTable {
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
      formatQuantity(sharesOf(trade)),
      formatMoney(trade.net),
    ]),
    total: model.pending.length > 0 ? ["Total", "", "", "", "", formatMoney(model.cash.unsettled)] : null,
    empty: "All trades had settled.",
  };
}

/** Money that came from outside the account or left it. */
export function transfersTable(model: StatementModel): PaperTable {
  const flows = model.money.filter(({ kind }) => MONEY_MOVEMENTS[kind].isFlow);
  const total = add(ZERO, ...flows.map((movement): Money => money(movementEffect(movement))));
  return {
    heading: "Transfers",
    note: "",
    columns: [left("Date"), left("Description", "1fr"), left("Reference"), right("Amount USD")],
    rows: flows.map((movement) => [
      formatDate(movement.bookedOn),
      MOVEMENT_TEXT[movement.kind],
      printable(movement.reference.slice(0, 8)),
      formatMoney(movementEffect(movement)),
    ]),
    total: flows.length > 0 ? ["Total", "", "", formatMoney(moneyToWire(total))] : null,
    empty: "No money was moved in or out.",
  };
}

export function openOrdersTable(model: StatementModel): PaperTable {
  return {
    heading: "Open orders",
    note: "Orders that had not been filled, cancelled or expired when the statement was prepared.",
    columns: [
      left("Placed"),
      left("Symbol"),
      left("Order", "1fr"),
      right("Quantity"),
      right("To be filled"),
      right("Limit"),
      right("Stop"),
    ],
    rows: model.openOrders.map((order) => [
      formatDate(order.placedOn),
      order.symbol,
      orderText(order),
      formatQuantity(order.quantity),
      formatQuantity(order.leavesQuantity),
      order.limitPrice === null ? "" : formatPrice(order.limitPrice),
      order.stopPrice === null ? "" : formatPrice(order.stopPrice),
    ]),
    total: null,
    empty: "There were no open orders.",
  };
}

/** "Buy, stop limit, good till cancelled" */
function orderText({ side, type, timeInForce }: StatementModel["openOrders"][number]): string {
  const words = type.toLowerCase().replaceAll("_", " ");
  return `${side === "BUY" ? "Buy" : "Sell"}, ${words}, ${TIME_WORDS[timeInForce] ?? timeInForce}`;
}
