import { formatMoney, formatQuantity } from "@/domain/money/format";
import { type Money, money, moneyToWire, subtract } from "@/domain/money/money";
import type { Income, ShareLine } from "@/domain/statements/income";
import { left, type PaperTable, right } from "@/domain/statements/paper";
import { formatDate } from "@/domain/time/format";

const SHARES_TEXT: Record<ShareLine["kind"], string> = {
  STOCK_DIVIDEND: "Stock dividend",
  SPLIT: "Stock split",
  REVERSE_SPLIT: "Reverse stock split",
  SYMBOL_CHANGE: "New symbol",
  FRACTION: "Fraction of a share, paid for in cash",
};

/** A corporate action's shares among the activity. */
export function shareActivity(line: ShareLine): { order: string; cells: readonly string[] } {
  const booked = formatDate(line.bookedOn);
  return {
    order: `${line.bookedOn} 0 ${line.symbol} ${line.kind}`,
    cells: [booked, booked, line.symbol, SHARES_TEXT[line.kind], formatQuantity(line.quantity), "", "", ""],
  };
}

const difference = (dividend: string, withheld: string): string =>
  formatMoney(moneyToWire(subtract(money(dividend), money(withheld)) as Money));

/** Dividends of the period and what was withheld of them, with the year so far below. */
export function incomeTable(income: Income): PaperTable {
  const { ofYear } = income;
  return {
    heading: "Dividends and tax withheld",
    note: `Since the beginning of the year: ${formatMoney(ofYear.dividends)} in dividends, of which ${formatMoney(ofYear.withheld)} was withheld.`,
    columns: [
      left("Paid"),
      left("Symbol", "1fr"),
      right("Dividend USD"),
      right("Withheld USD"),
      right("Net USD"),
    ],
    rows: income.lines.map((line) => [
      formatDate(line.paidOn),
      line.symbol,
      formatMoney(line.dividend),
      formatMoney(line.withheld),
      difference(line.dividend, line.withheld),
    ]),
    total:
      income.lines.length > 0
        ? [
            "Total",
            "",
            formatMoney(income.dividends),
            formatMoney(income.withheld),
            difference(income.dividends, income.withheld),
          ]
        : null,
    empty: "No dividends were paid in the period.",
  };
}
