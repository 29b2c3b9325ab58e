import { formatMoney, formatPrice, formatQuantity, formatUsd } from "@/domain/money/format";
import { type Money, money, moneyToWire } from "@/domain/money/money";
import type { ConfirmModel } from "@/domain/statements/confirm";
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
import { venueName } from "@/domain/statements/venue-names";
import { formatDate, formatTime } from "@/domain/time/format";

const did = (model: Pick<ConfirmModel, "side">): string => (model.side === "BUY" ? "Bought" : "Sold");

export const confirmTitle = (trade: Pick<ConfirmModel, "side" | "quantity" | "symbol">): string =>
  `${did(trade)} ${formatQuantity(trade.quantity)} ${trade.symbol}`;

/** A fee as it stands in a sum: added to what a buyer pays, taken from what a seller gets. */
const fee = (model: ConfirmModel, amount: string): string =>
  formatMoney(model.side === "BUY" ? amount : moneyToWire(money(amount).negated() as Money));

/** A trade confirmation as it is printed. */
export function confirmPaper(model: ConfirmModel): Paper {
  const { account } = model;
  const isSale = model.side === "SELL";
  return {
    kind: "CONFIRM",
    title: `Confirmation: ${confirmTitle(model)}, ${formatDate(model.tradeDate)}, account ${account.number}`,
    heading: "Trade confirmation",
    subheading: printable(
      `You ${isSale ? "sold" : "bought"} ${formatQuantity(model.quantity)} ${model.symbol}, ${model.name}`,
    ),
    date: dateParts(model.tradeDate),
    introducing: INTRODUCING_FIRM,
    carrying: CARRYING_FIRM,
    mailing: [account.title, ...account.mailing].map(printable),
    particulars: [
      line("Account number", account.number, true),
      line("Trade date", formatDate(model.tradeDate)),
      line("Settlement date", formatDate(model.settlementDate)),
      line("Capacity", "Agent"),
      line("Order", model.orderReference),
    ],
    figures: [
      line(isSale ? "You receive" : "You pay", formatUsd(model.net), true),
      line("Average price", formatUsdPrice(model.averagePrice)),
      line("Quantity", formatQuantity(model.quantity)),
    ],
    summaryHeading: "Amount",
    summary: [
      line(
        `${formatQuantity(model.quantity)} ${model.symbol} at ${formatPrice(model.averagePrice)} on average`,
        formatMoney(model.gross),
      ),
      line("Commission", fee(model, model.commission)),
      ...(isSale
        ? [
            line("SEC fee (Section 31)", fee(model, model.secFee)),
            line("FINRA trading activity fee", fee(model, model.tafFee)),
          ]
        : []),
      line(
        `${isSale ? "You receive" : "You pay"} on ${formatDate(model.settlementDate)}, USD`,
        formatMoney(model.net),
        true,
      ),
    ],
    tables: [executions(model)],
    disclosures: model.isAffiliated ? [AFFILIATE_DISCLOSURE, ...CONFIRM_DISCLOSURES] : CONFIRM_DISCLOSURES,
  };
}

const formatUsdPrice = (value: string): string => `$${formatPrice(value)}`;

function executions(model: ConfirmModel): PaperTable {
  return {
    heading: "Executions",
    note: "",
    columns: [left("Time"), left("Market", "1fr"), right("Quantity"), right("Price"), right("Amount USD")],
    rows: model.executions.map((execution) => [
      execution.at === null ? "On request" : formatTime(execution.at),
      execution.venue === null ? "On request" : venueName(execution.venue),
      formatQuantity(execution.quantity),
      formatPrice(execution.price),
      formatMoney(execution.gross),
    ]),
    total: [
      "Total",
      "",
      formatQuantity(model.quantity),
      formatPrice(model.averagePrice),
      formatMoney(model.gross),
    ],
    empty: "",
  };
}
