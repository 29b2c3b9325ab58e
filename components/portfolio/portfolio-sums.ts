import type { EquityPoint } from "@/components/charts/equity-point";
import type { Grouping, PositionsOrder } from "@/components/portfolio/positions-order";
import type { Outputs } from "@/components/shell/trpc-client";
import { formatUsd } from "@/domain/money/format";
import { compareWire, sumWire } from "@/domain/money/wire-sum";

export type Portfolio = Outputs["portfolio"]["get"];
export type Position = Portfolio["positions"][number];
export type Cash = Portfolio["cash"];
export type Performance = Outputs["portfolio"]["performance"];
export type Income = Outputs["portfolio"]["income"];
export type Bridge = Outputs["portfolio"]["bridge"];
export type Outlook = Outputs["portfolio"]["outlook"];

const NEW_YORK_DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });

/** The curve from the first money on, today's point as the page values it now. */
export function equityPoints(
  curve: Performance["curve"],
  now: Pick<Portfolio, "asOf" | "equity">,
): EquityPoint[] {
  const first = curve.findIndex(({ equity, contributions }) => /[1-9]/.test(equity + contributions));
  if (first < 0) return [];
  const today = NEW_YORK_DAY.format(now.asOf);
  return curve.slice(first).map(({ date, equity, contributions }) => ({
    date,
    equity: date === today ? now.equity : equity,
    contributions,
  }));
}

/** Dollars gained or lost, with both signs: "+$1,284.20". */
export const signedUsd = (value: string): string =>
  compareWire(value, "0") > 0 ? `+${formatUsd(value)}` : formatUsd(value);

/** Positions in the order that the reader chose; what has no such figure comes last either way. */
export function sortPositions(
  positions: readonly Position[],
  { by, isAscending }: Pick<PositionsOrder, "by" | "isAscending">,
): Position[] {
  const way = isAscending ? 1 : -1;
  return positions.toSorted((a, b) => {
    if (by === "symbol") return way * a.symbol.localeCompare(b.symbol, "en");
    const [left, right] = [a[by], b[by]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return way * compareWire(left, right);
  });
}

export type PositionGroup = {
  name: string;
  positions: readonly Position[];
  value: string;
  dayChange: string;
  unrealised: string;
  /** Null where a position has none. */
  weight: string | null;
  marginRequirement: string | null;
};

const KIND_NAMES: Record<Position["kind"], string> = {
  STOCK: "Stocks",
  ETF: "Exchange-traded funds",
  OTC: "Over the counter",
};

const total = (positions: readonly Position[], key: "value" | "dayChange" | "unrealised"): string =>
  sumWire(positions.map((position) => position[key]));

/** Positions that belong together, with their sums. */
export function groupOf(name: string, positions: readonly Position[]): PositionGroup {
  const weights = positions.map(({ weight }) => weight);
  const requirements = positions.flatMap(({ marginRequirement }) => marginRequirement ?? []);
  return {
    name,
    positions,
    value: total(positions, "value"),
    dayChange: total(positions, "dayChange"),
    unrealised: total(positions, "unrealised"),
    weight: weights.every((weight) => weight !== null) ? sumWire(weights) : null,
    marginRequirement: requirements.length > 0 ? sumWire(requirements) : null,
  };
}

/** Sorted positions by sector or by type, the largest group first. */
export function groupPositions(
  positions: readonly Position[],
  by: Extract<Grouping, "sector" | "type">,
): PositionGroup[] {
  const nameOf = ({ sector, kind }: Position) => (by === "sector" ? sector : KIND_NAMES[kind]);
  return [...new Set(positions.map(nameOf))]
    .map((name) =>
      groupOf(
        name,
        positions.filter((position) => nameOf(position) === name),
      ),
    )
    .sort((a, b) => compareWire(b.value, a.value));
}

/** What a slice of the allocation is called. */
export const sliceName = (by: "SYMBOL" | "SECTOR" | "KIND", name: string | null): string => {
  if (name === null) return "Cash";
  return by === "KIND" ? (KIND_NAMES[name as Position["kind"]] ?? name) : name;
};
