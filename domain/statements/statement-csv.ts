import { moneyToWire } from "@/domain/money/money";
import { type Cell, csv, figure, text } from "@/domain/statements/csv";
import type { RealisedLine, RealisedSum } from "@/domain/statements/realised";
import type { StatementModel } from "@/domain/statements/statement";
import { MOVEMENT_TEXT, movementEffect, sharesOf, tradeText } from "@/domain/statements/statement-activity";
import { feesOf, type TradeLine } from "@/domain/statements/trade-line";

/**
 * One table for the whole statement: what a row is about stands in `section` and `item`, and a column that has no
 * meaning for it is empty. Figures are plain decimals in US dollars, dates are ISO 8601.
 */
const COLUMNS = [
  "section",
  "item",
  "date",
  "settlement_date",
  "symbol",
  "description",
  "quantity",
  "price",
  "fees",
  "amount",
  "cost",
  "gain",
  "term",
  "reference",
] as const;
type Column = (typeof COLUMNS)[number];
type Row = Partial<Record<Column, Cell>>;

/** Rows as a table with its head. */
export const table = (rows: readonly Row[]): string =>
  csv([
    COLUMNS.map((name) => text(name)),
    ...rows.map((row) => COLUMNS.map((name) => row[name] ?? text(""))),
  ]);

const amount = (section: string, item: string, value: string | null): Row => ({
  section: text(section),
  item: text(item),
  amount: figure(value),
});

export const realisedRows = (section: string, lines: readonly RealisedLine[]): Row[] =>
  lines.map((line) => ({
    section: text(section),
    item: text("closed_lot"),
    date: text(line.soldOn),
    description: text(`Acquired ${line.acquiredOn}; wash sale disallowed ${line.washDisallowed}`),
    symbol: text(line.symbol),
    quantity: figure(line.quantity),
    amount: figure(line.proceeds),
    cost: figure(line.cost),
    gain: figure(line.gain),
    term: text(line.term),
  }));

export const realisedSumRow = (section: string, item: string, sum: RealisedSum): Row => ({
  section: text(section),
  item: text(item),
  amount: figure(sum.proceeds),
  cost: figure(sum.cost),
  gain: figure(sum.gain),
});

const tradeRow = (section: string, trade: TradeLine): Row => ({
  section: text(section),
  item: text(trade.side),
  date: text(trade.tradeDate),
  settlement_date: text(trade.settlementDate),
  symbol: text(trade.symbol),
  description: text(tradeText(trade)),
  quantity: figure(sharesOf(trade)),
  price: figure(trade.averagePrice),
  fees: figure(moneyToWire(feesOf(trade))),
  amount: figure(trade.net),
  reference: text(trade.orderReference),
});

/** The figures that a statement is about, by name: the same names in CSV and OFX. */
export function keyFigures(model: StatementModel): readonly (readonly [string, string | null])[] {
  const { summary, cash, realised, performance } = model;
  return [
    ["opening_equity", summary.opening],
    ["deposits", summary.deposits],
    ["deposits_returned", summary.returned],
    ["withdrawals", summary.withdrawals],
    ["dividends_and_interest", summary.income],
    ["tax_withheld", summary.withheld],
    ["margin_interest", summary.interest],
    ["commissions_and_fees", summary.fees],
    ["change_in_value", summary.change],
    ["closing_equity", summary.closing],
    ["cash_settled", cash.collected],
    ["cash_uncollected", cash.uncollected],
    ["cash_unsettled", cash.unsettled],
    ["cash_total", cash.total],
    ["holdings_value", model.holdingsValue],
    ["holdings_cost", model.holdingsCost],
    ["unrealised_gain", model.holdingsUnrealised],
    ["estimated_yearly_income", model.holdingsYearlyIncome],
    ["realised_gain_short_term", realised.short.gain],
    ["realised_gain_long_term", realised.long.gain],
    ["realised_gain", realised.total.gain],
    ["realised_gain_of_year", realised.ofYear.total],
    ["dividends_of_year", model.income.ofYear.dividends],
    ["change_on_last_trading_day", performance.day?.change ?? null],
    ["change_of_month", performance.month.change ?? null],
    ["change_of_year", performance.year.change ?? null],
    ["time_weighted_return_of_month", performance.month.timeWeighted],
    ["time_weighted_return_of_year", performance.year.timeWeighted],
    ["money_weighted_return_of_month", performance.month.moneyWeighted],
    ["money_weighted_return_of_year", performance.year.moneyWeighted],
  ];
}

/** A statement as a table for spreadsheets: the same figures as the printed one. */
export function statementCsv(model: StatementModel): string {
  const { account, period } = model;
  const said = (item: string, value: string): Row => ({
    section: text("statement"),
    item: text(item),
    description: text(value),
  });
  return table([
    said("account", account.number),
    said("title", account.title),
    said("from", period.from),
    said("to", period.to),
    ...(model.corrects ? [said("corrects_sha256", model.corrects.sha256)] : []),
    ...keyFigures(model).map(([item, value]) => amount("summary", item, value)),
    ...model.allocation.map(({ part, value }) => amount("allocation", part, value)),
    ...model.holdings.map(
      (held): Row => ({
        section: text("holding"),
        item: text(held.kind),
        date: text(period.to),
        symbol: text(held.symbol),
        description: text(held.name),
        quantity: figure(held.quantity),
        price: figure(held.price),
        amount: figure(held.value),
        cost: figure(held.cost),
        gain: figure(held.unrealised),
      }),
    ),
    ...model.trades.map((trade) => tradeRow("trade", trade)),
    ...model.money.map(
      (moved): Row => ({
        section: text("money"),
        item: text(moved.kind),
        date: text(moved.bookedOn),
        symbol: text(moved.symbol ?? ""),
        description: text(MOVEMENT_TEXT[moved.kind]),
        amount: figure(movementEffect(moved)),
        reference: text(moved.reference),
      }),
    ),
    ...model.shares.map(
      (line): Row => ({
        section: text("shares"),
        item: text(line.kind),
        date: text(line.bookedOn),
        symbol: text(line.symbol),
        quantity: figure(line.quantity),
      }),
    ),
    ...model.pending.map((trade) => tradeRow("pending", trade)),
    ...realisedRows("realised", model.realised.lines),
    ...model.openOrders.map(
      (order): Row => ({
        section: text("open_order"),
        item: text(`${order.side} ${order.type} ${order.timeInForce}`),
        date: text(order.placedOn),
        symbol: text(order.symbol),
        quantity: figure(order.leavesQuantity),
        price: figure(order.limitPrice ?? order.stopPrice),
        reference: text(order.orderReference),
      }),
    ),
    ...[
      amount("fees", "commission", model.fees.commission),
      amount("fees", "sec_fee", model.fees.secFee),
      amount("fees", "taf_fee", model.fees.tafFee),
      amount("fees", "services", model.fees.services),
    ],
    ...model.equityByMonth.map(({ month, equity }) => amount("equity_by_month", month, equity)),
  ]);
}
