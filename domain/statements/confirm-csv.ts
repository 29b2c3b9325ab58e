import type { ConfirmModel } from "@/domain/statements/confirm";
import { csv, figure, text } from "@/domain/statements/csv";

const COLUMNS = [
  "trade_date",
  "settlement_date",
  "side",
  "symbol",
  "description",
  "order",
  "execution",
  "time",
  "market",
  "quantity",
  "price",
  "gross",
  "commission",
  "sec_fee",
  "taf_fee",
  "net",
];

/**
 * A confirm as a table: a row for each execution, and one without an execution for the whole trade. What its market took
 * back has a row too, "BUY_CANCELLED", and no amounts.
 */
export function confirmCsv({ tradeDate, trades, cancelled = [] }: ConfirmModel): string {
  return csv([
    COLUMNS.map((name) => text(name)),
    ...trades.flatMap((trade) => {
      const of = [
        tradeDate,
        trade.settlementDate,
        trade.side,
        trade.symbol,
        trade.name,
        trade.orderReference,
      ];
      const whole = [trade.quantity, trade.averagePrice, trade.gross];
      const fees = [trade.commission, trade.secFee, trade.tafFee, trade.net];
      return [
        ...trade.executions.map((each) => [
          ...[...of, each.execId, each.at ?? "", each.venue ?? ""].map((value) => text(value)),
          ...[each.quantity, each.price, each.gross, each.commission, each.secFee, each.tafFee, each.net].map(
            (value) => figure(value),
          ),
        ]),
        [
          ...[...of, "", "", ""].map((value) => text(value)),
          ...[...whole, ...fees].map((value) => figure(value)),
        ],
      ];
    }),
    ...cancelled.map(({ side, symbol, name, orderReference, execId, quantity, price }) => [
      ...[tradeDate, "", `${side}_CANCELLED`, symbol, name, orderReference, execId, "", ""].map((value) =>
        text(value),
      ),
      ...[quantity, price, null, null, null, null, null].map((value) => figure(value)),
    ]),
  ]);
}
