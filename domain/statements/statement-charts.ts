import { formatMoney, formatUsd, formatWeight } from "@/domain/money/format";
import { absolute, add, larger, type Money, money, moneyToWire, ratio, ZERO } from "@/domain/money/money";
import type { PaperChart } from "@/domain/statements/paper";
import type { StatementModel } from "@/domain/statements/statement";
import { formatMonth } from "@/domain/time/format";

const MOST_BARS = 6;

const longestOf = (values: readonly Money[]): Money => values.map(absolute).reduce(larger, ZERO);
const lengthOf = (value: Money, longest: Money): string =>
  ratio(absolute(value), longest)?.toDecimalPlaces(4).toFixed() ?? "0";

/** The largest holdings, the others together, and cash: what the equity consists of. Null when there is nothing to draw. */
export function allocationChart(model: StatementModel): PaperChart | null {
  const equity = money(model.summary.closing);
  const byValue = model.holdings.toSorted((a, b) => money(b.value).comparedTo(money(a.value)));
  const isFew = byValue.length <= MOST_BARS;
  const shown = byValue.slice(0, isFew ? MOST_BARS : MOST_BARS - 1);
  const rest = add(ZERO, ...byValue.slice(shown.length).map(({ value }) => money(value)));
  const parts = [
    ...shown.map(({ symbol, value }) => ({ label: symbol, value: money(value) })),
    ...(isFew ? [] : [{ label: `${byValue.length - shown.length} others`, value: rest }]),
    { label: "Cash", value: money(model.cash.total) },
  ];
  const longest = longestOf(parts.map(({ value }) => value));
  if (longest.isZero() || !equity.gt(0)) return null;
  const bars = parts.map(({ label, value }) => ({
    label,
    value: formatWeight(ratio(value, equity)?.toDecimalPlaces(6).toFixed()),
    length: lengthOf(value, longest),
    isBelow: value.lt(0),
  }));
  return {
    kind: "BARS",
    heading: "What your account consists of",
    alt: `Parts of the equity: ${bars.map(({ label, value }) => `${label} ${value}`).join(", ")}.`,
    bars,
  };
}

/** Equity at the end of each of the last months. Null when there are fewer than two. */
export function equityChart(model: StatementModel): PaperChart | null {
  const months = model.equityByMonth;
  if (months.length < 2) return null;
  const longest = longestOf(months.map(({ equity }) => money(equity)));
  if (longest.isZero()) return null;
  const bars = months.map(({ month, equity }, place) => ({
    label: place === 0 || place === months.length - 1 ? formatMonth(month) : "",
    value: place === 0 || place === months.length - 1 ? formatUsd(equity) : "",
    length: lengthOf(money(equity), longest),
    isBelow: money(equity).lt(0),
  }));
  return {
    kind: "COLUMNS",
    heading: "Equity at the ends of months",
    alt: `Equity in dollars: ${months.map(({ month, equity }) => `${formatMonth(month)} ${formatMoney(moneyToWire(money(equity)))}`).join(", ")}.`,
    bars,
  };
}
