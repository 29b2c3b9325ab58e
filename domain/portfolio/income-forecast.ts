import { groupedBy } from "@/domain/grouped";
import { type ActionTerms, dividendPerShare } from "@/domain/corporate-actions/action";
import { dividendOn } from "@/domain/corporate-actions/entitlement";
import { type TaxStatus, withheldFrom } from "@/domain/corporate-actions/withholding";
import { add, type Money, type Quantity, subtract, ZERO } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";

/** A dividend to come, in dollars and cents. `isFixed`: the ex-date is past, nothing that is sold now changes it. */
export type ExpectedDividend = {
  symbol: string;
  exDate: LocalDate;
  payDate: LocalDate;
  shares: Quantity;
  perShare: Money;
  gross: Money;
  withheld: Money;
  net: Money;
  isFixed: boolean;
};

/**
 * Dividends that are announced and not yet paid, by pay date: of shares that were held at the close before the
 * ex-date, or, while that lies ahead, of those that are held now. `heldFor` says which. Nothing is forecast that no
 * company has announced (FINRA 2210: no projections).
 */
export function expectedDividends(
  announced: readonly ActionTerms[],
  heldFor: (terms: ActionTerms) => Quantity,
  status: TaxStatus,
  today: LocalDate,
): ExpectedDividend[] {
  return announced
    .filter(({ type, payDate }) => type === "CASH_DIVIDEND" && payDate >= today)
    .flatMap((terms): ExpectedDividend[] => {
      const shares = heldFor(terms);
      if (shares.isZero()) return [];
      const { symbol, exDate, payDate } = terms;
      const gross = dividendOn(shares, terms);
      const withheld = withheldFrom(gross, status, payDate);
      const net = subtract(gross, withheld);
      const isFixed = exDate <= today;
      return [
        { symbol, exDate, payDate, shares, perShare: dividendPerShare(terms), gross, withheld, net, isFixed },
      ];
    })
    .sort((a, b) => (`${a.payDate} ${a.symbol}` < `${b.payDate} ${b.symbol}` ? -1 : 1));
}

/** The sums of an income calendar by month ("2026-12"), in order. */
export function incomeByMonth(
  dividends: readonly Pick<ExpectedDividend, "payDate" | "gross" | "net">[],
): { month: string; gross: Money; net: Money }[] {
  return [...groupedBy(dividends, ({ payDate }) => payDate.slice(0, 7))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, rows]) => ({
      month,
      gross: add(ZERO, ...rows.map(({ gross }) => gross)),
      net: add(ZERO, ...rows.map(({ net }) => net)),
    }));
}
