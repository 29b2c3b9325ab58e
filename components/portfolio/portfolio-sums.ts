import type { Slice } from "@/components/charts/allocation";
import type { EquityPoint } from "@/components/charts/equity-point";
import type { Outputs } from "@/components/shell/trpc-client";
import { formatUsd } from "@/domain/money/format";
import { compareWire, negateWire, sumWire } from "@/domain/money/wire-sum";

export type Portfolio = Outputs["portfolio"]["get"];
export type History = Outputs["portfolio"]["history"];
export type Position = Portfolio["positions"][number];

const NEW_YORK_DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });

/** Days before the first money came: the curve begins with it. */
function sinceFunded(history: History): History {
  const first = history.findIndex(({ equity, contributions }) => /[1-9]/.test(equity + contributions));
  return first < 0 ? [] : history.slice(first);
}

/**
 * The curve of the ended days with today at its end. What was paid in since the last close follows from what the
 * server reckons: equity = equity then + paid in since + change of the day.
 */
export function withToday(history: History, now: Portfolio): EquityPoint[] {
  const today = NEW_YORK_DAY.format(now.asOf);
  const days = sinceFunded(history);
  const last = days.at(-1);
  if (!last) return [];
  if (last.date >= today) return [...days.slice(0, -1), { ...last, equity: now.equity }];
  const paidIn = sumWire([now.equity, negateWire(now.dayChange), negateWire(last.equity)]);
  return [...days, { date: today, equity: now.equity, contributions: sumWire([last.contributions, paidIn]) }];
}

const byValue = (a: Slice, b: Slice) => compareWire(b.value, a.value);
const isSome = (slice: Slice) => compareWire(slice.value, "0") > 0;

/** What is left of the whole when these weights are taken off: cash, whose weight the server does not send. */
const restOf = (weights: readonly string[]): string =>
  sumWire(["1.000000", ...weights.map((weight) => negateWire(weight))]);

/** Holdings and cash by size. */
export function slicesByPosition({ positions, cash }: Portfolio): Slice[] {
  const held = positions.map(({ symbol, value, weight }) => ({
    label: symbol,
    value,
    weight: weight ?? "0",
  }));
  return [...held, cashSlice(positions, cash.total)].filter(isSome).sort(byValue);
}

/** The same, holdings of one sector together. */
export function slicesBySector({ positions, cash }: Portfolio): Slice[] {
  const sectors = new Set(positions.map(({ sector }) => sector));
  const held = [...sectors].map((label) => {
    const members = positions.filter(({ sector }) => sector === label);
    return {
      label,
      value: sumWire(members.map(({ value }) => value)),
      weight: sumWire(members.map(({ weight }) => weight ?? "0")),
    };
  });
  return [...held, cashSlice(positions, cash.total)].filter(isSome).sort(byValue);
}

const cashSlice = (positions: readonly Position[], value: string): Slice => ({
  label: "Cash",
  value,
  weight: restOf(positions.map(({ weight }) => weight ?? "0")),
});

/** Dollars gained or lost, with both signs: "+$1,284.20". */
export const signedUsd = (value: string): string =>
  compareWire(value, "0") > 0 ? `+${formatUsd(value)}` : formatUsd(value);

export type SortKey = "symbol" | "value" | "dayChange" | "unrealised";
export type Sort = { by: SortKey; isAscending: boolean };

/** Positions in the order that the reader chose. */
export function sortPositions(positions: readonly Position[], { by, isAscending }: Sort): Position[] {
  const ascending = (a: Position, b: Position) =>
    by === "symbol" ? a.symbol.localeCompare(b.symbol, "en") : compareWire(a[by], b[by]);
  return positions.toSorted((a, b) => (isAscending ? ascending(a, b) : ascending(b, a)));
}
