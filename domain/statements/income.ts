import { add, type Money, money, moneyToWire, ZERO } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";

/** Money that corporate actions move: dividends, tax withheld of them, and what a fraction of a share was sold for. */
export type ActionMoneyKind = "DIVIDEND" | "WITHHOLDING" | "CASH_IN_LIEU";

/** Shares that came (plus) or went by a corporate action; no money belongs to them. */
export type ShareLine = {
  bookedOn: LocalDate;
  kind: "STOCK_DIVIDEND" | "SPLIT" | "REVERSE_SPLIT" | "SYMBOL_CHANGE" | "FRACTION";
  symbol: string;
  quantity: string;
};

/** One stock's dividends of a period. */
export type IncomeLine = { paidOn: LocalDate; symbol: string; dividend: string; withheld: string };

/** What a statement says of income: line by line, of the period, and of the year so far. */
export type Income = {
  lines: readonly IncomeLine[];
  dividends: string;
  withheld: string;
  ofYear: { dividends: string; withheld: string };
};

type Paid = { bookedOn: LocalDate; kind: string; amount: string; symbol?: string | null };

/** The income of a period out of its movements of money, by day and stock. Pure. */
export function incomeOf(facts: { money: readonly Paid[]; incomeOfYear: Income["ofYear"] }): Income {
  const lines = new Map<string, { paidOn: LocalDate; symbol: string; dividend: Money; withheld: Money }>();
  let [dividends, withheld] = [ZERO, ZERO];
  for (const { bookedOn, kind, amount, symbol } of facts.money) {
    if (kind !== "DIVIDEND" && kind !== "WITHHOLDING") continue;
    const key = `${bookedOn} ${symbol ?? ""}`;
    const line = lines.get(key) ?? { paidOn: bookedOn, symbol: symbol ?? "", dividend: ZERO, withheld: ZERO };
    if (kind === "DIVIDEND") {
      line.dividend = add(line.dividend, money(amount));
      dividends = add(dividends, money(amount));
    } else {
      line.withheld = add(line.withheld, money(amount));
      withheld = add(withheld, money(amount));
    }
    lines.set(key, line);
  }
  return {
    lines: [...lines]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, line]) => ({
        ...line,
        dividend: moneyToWire(line.dividend),
        withheld: moneyToWire(line.withheld),
      })),
    dividends: moneyToWire(dividends),
    withheld: moneyToWire(withheld),
    ofYear: { dividends: facts.incomeOfYear.dividends, withheld: facts.incomeOfYear.withheld },
  };
}
