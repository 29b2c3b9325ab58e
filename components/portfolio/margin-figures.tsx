import type { Outputs } from "@/components/shell/trpc-client";
import { FigureList, type FigureRow } from "@/components/ui/figure-list";
import { formatMoney } from "@/domain/money/format";
import { compareWire, negateWire } from "@/domain/money/wire-sum";
import { formatDate } from "@/domain/time/format";

export type Margin = NonNullable<Outputs["margin"]["standing"]>;

/** A margin account's sum: from what it holds and owes to what it may buy. */
export const MarginFigures = ({ margin }: { margin: Margin }) => <FigureList items={figures(margin)} />;

function figures(margin: Margin): FigureRow[] {
  const isLent = compareWire(margin.debit, "0") > 0;
  return [
    { label: "Market value", value: formatMoney(margin.longMarketValue) },
    isLent
      ? { label: "Borrowed", value: formatMoney(negateWire(margin.debit)) }
      : { label: "Cash", value: formatMoney(margin.credit) },
    { label: "Equity", value: formatMoney(margin.equity), isStrong: true },
    { label: "Initial requirement", value: formatMoney(margin.initialRequirement) },
    { label: "Maintenance requirement", value: formatMoney(margin.maintenanceRequirement) },
    { label: "Excess over maintenance", value: formatMoney(margin.maintenanceExcess) },
    {
      label: "SMA",
      value: margin.sma === null ? "—" : formatMoney(margin.sma),
      note: margin.smaOn ? `At the close of ${formatDate(margin.smaOn)}` : "From the first close on",
    },
    { label: "Buying power", value: formatMoney(margin.buyingPower), isStrong: true },
  ];
}
