import { formatMoney, formatPrice, formatQuantity, formatUsd } from "@/domain/money/format";
import { add, type Money, money, moneyToWire, ZERO } from "@/domain/money/money";
import type { CancelledExecution, ConfirmedTrade, ConfirmModel } from "@/domain/statements/confirm";
import { correctedTitle } from "@/domain/statements/correction";
import { AFFILIATE_DISCLOSURE, CONFIRM_DISCLOSURES } from "@/domain/statements/disclosures";
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
import { fitted } from "@/domain/statements/table-fit";
import { correctionNotice } from "@/domain/statements/statement-paper";
import { venueName } from "@/domain/statements/venue-names";
import { formatDate, formatTime } from "@/domain/time/format";

const did = ({ side }: Pick<ConfirmedTrade, "side">): string => (side === "BUY" ? "Bought" : "Sold");

const traded = (trade: ConfirmedTrade): string =>
  `${did(trade)} ${formatQuantity(trade.quantity)} ${trade.symbol}`;

/** "Bought 100 BAC", or "3 trades: BAC, IBM": whoever looks for a symbol finds it. */
export function confirmTitle({ trades, cancelled = [], corrects }: ConfirmModel): string {
  const [first, second] = trades;
  if (!first) return correctedTitle(`Cancelled: ${symbolsOf(cancelled)}`, corrects);
  if (first && !second) return correctedTitle(traded(first), corrects);
  return correctedTitle(`${trades.length} trades: ${symbolsOf(trades)}`, corrects);
}

const symbolsOf = (lines: readonly { symbol: string }[]): string =>
  [...new Set(lines.map(({ symbol }) => symbol))].sort().join(", ");

/** A fee as it stands in a sum: added to what a buyer pays, taken from what a seller gets. */
const fee = (trade: ConfirmedTrade, amount: string): string =>
  formatMoney(trade.side === "BUY" ? amount : moneyToWire(money(amount).negated() as Money));

const payWord = ({ side }: Pick<ConfirmedTrade, "side">): string =>
  side === "SELL" ? "You receive" : "You pay";

/** A trade confirmation as it is printed: of one trade in full width, of several one after the other. */
export function confirmPaper(model: ConfirmModel): Paper {
  const [first, second] = model.trades;
  const body = first && !second ? oneTrade(first) : severalTrades(model);
  const cancelled = model.cancelled ?? [];
  const { account } = model;
  const isAffiliated = model.trades.some((trade) => trade.isAffiliated);
  return {
    kind: "CONFIRM",
    title: `Confirmation: ${confirmTitle(model)}, ${formatDate(model.tradeDate)}, account ${account.number}`,
    date: dateParts(model.tradeDate),
    introducing: INTRODUCING_FIRM,
    carrying: CARRYING_FIRM,
    mailing: [account.title, ...account.mailing].map(printable),
    notice: correctionNotice(model.corrects),
    disclosures: isAffiliated ? [AFFILIATE_DISCLOSURE, ...CONFIRM_DISCLOSURES] : CONFIRM_DISCLOSURES,
    ...body,
    tables: cancelled.length > 0 ? [...body.tables, fitted(cancelledTable(cancelled))] : body.tables,
    particulars: [line("Account number", account.number, true), ...body.particulars],
  };
}

type Body = Pick<
  Paper,
  "heading" | "subheading" | "particulars" | "figures" | "summaryHeading" | "summary" | "tables"
>;

function oneTrade(trade: ConfirmedTrade): Body {
  return {
    heading: "Trade confirmation",
    subheading: printable(
      `You ${did(trade).toLowerCase()} ${formatQuantity(trade.quantity)} ${trade.symbol}, ${trade.name}`,
    ),
    particulars: [
      line("Trade date", formatDate(trade.tradeDate)),
      line("Settlement date", formatDate(trade.settlementDate)),
      line("Capacity", "Agent"),
      line("Order", trade.orderReference),
    ],
    figures: [
      line(payWord(trade), formatUsd(trade.net), true),
      line("Average price", formatUsdPrice(trade.averagePrice)),
      line("Quantity", formatQuantity(trade.quantity)),
    ],
    summaryHeading: "Amount",
    summary: [
      line(
        `${formatQuantity(trade.quantity)} ${trade.symbol} at ${formatPrice(trade.averagePrice)} on average`,
        formatMoney(trade.gross),
      ),
      line("Commission", fee(trade, trade.commission)),
      ...(trade.side === "SELL"
        ? [
            line("SEC fee (Section 31)", fee(trade, trade.secFee)),
            line("FINRA trading activity fee", fee(trade, trade.tafFee)),
          ]
        : []),
      line(`${payWord(trade)} on ${formatDate(trade.settlementDate)}, USD`, formatMoney(trade.net), true),
    ],
    tables: [fitted(executions(trade, "Executions", ""))],
  };
}

/** What a trade does to the customer's cash. */
const effectOf = ({ side, net }: ConfirmedTrade): Money =>
  side === "BUY" ? (money(net).negated() as Money) : money(net);

/** All trades of a day: a sum of them, then each with its own order, fees, settlement and executions. */
function severalTrades({ trades, tradeDate, cancelled = [] }: ConfirmModel): Body {
  const net = add(ZERO, ...trades.map(effectOf));
  const whole = net.lt(0) ? (net.negated() as Money) : net;
  return {
    heading: "Trade confirmations",
    subheading:
      trades.length > 0
        ? `Your ${trades.length} trades of ${formatDate(tradeDate)}`
        : `No trade of ${formatDate(tradeDate)} stands: nothing is owed or due`,
    particulars: [line("Trade date", formatDate(tradeDate)), line("Capacity", "Agent")],
    figures:
      trades.length > 0
        ? [
            line(net.lt(0) ? "You pay for all" : "You receive for all", formatUsd(moneyToWire(whole)), true),
            line("Trades", String(trades.length)),
          ]
        : [
            line("To pay or receive", formatUsd(moneyToWire(ZERO)), true),
            line("Cancelled executions", String(cancelled.length)),
          ],
    summaryHeading: trades.length > 0 ? "What each trade comes to, fees included" : "What is left of the day",
    summary: [
      ...trades.map((trade) =>
        line(
          `${traded(trade)} at ${formatPrice(trade.averagePrice)} on average, settles on ${formatDate(trade.settlementDate)}`,
          formatMoney(moneyToWire(effectOf(trade))),
        ),
      ),
      line("All trades, USD", formatMoney(moneyToWire(net)), true),
    ],
    tables: trades.map((trade) => fitted(executions(trade, traded(trade), printable(termsOf(trade))))),
  };
}

/** What 10b-10 asks for of one trade, beside its executions, in a sentence or two. */
function termsOf(trade: ConfirmedTrade): string {
  const fees = [`commission ${formatMoney(trade.commission)}`];
  if (trade.side === "SELL")
    fees.push(
      `SEC fee (Section 31) ${formatMoney(trade.secFee)}`,
      `FINRA trading activity fee ${formatMoney(trade.tafFee)}`,
    );
  const settles = `${payWord(trade)} ${formatUsd(trade.net)} on ${formatDate(trade.settlementDate)}`;
  return `${trade.name}. ${settles}: amount ${formatMoney(trade.gross)}, ${fees.join(", ")}. Order ${trade.orderReference}.`;
}

const formatUsdPrice = (value: string): string => `$${formatPrice(value)}`;

/** What a market took back: neither shares nor money change hands for it. */
function cancelledTable(cancelled: readonly CancelledExecution[]): PaperTable {
  return {
    heading: "Cancelled executions",
    note: "Taken back by the market since they were booked. They are part of no amount on this paper.",
    columns: [left("Order"), left("What was cancelled", "1fr"), right("Quantity"), right("Price")],
    rows: cancelled.map(({ orderReference, side, name, quantity, price }) => [
      orderReference.slice(0, 8),
      printable(`${side === "BUY" ? "Bought" : "Sold"} ${name}`),
      formatQuantity(quantity),
      formatPrice(price),
    ]),
    total: null,
    empty: "",
  };
}

function executions(trade: ConfirmedTrade, heading: string, note: string): PaperTable {
  return {
    heading,
    note,
    columns: [left("Time"), left("Market", "1fr"), right("Quantity"), right("Price"), right("Amount USD")],
    rows: trade.executions.map((execution) => [
      execution.at === null ? "On request" : formatTime(execution.at),
      execution.venue === null ? "On request" : venueName(execution.venue),
      formatQuantity(execution.quantity),
      formatPrice(execution.price),
      formatMoney(execution.gross),
    ]),
    total: [
      "Total",
      "",
      formatQuantity(trade.quantity),
      formatPrice(trade.averagePrice),
      formatMoney(trade.gross),
    ],
    empty: "",
  };
}
