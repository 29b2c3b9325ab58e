import type { Quote } from "@/components/shell/live-store";
import type { Outputs } from "@/components/shell/trpc-client";
import { compareDecimals } from "@/components/ui/decimal-text";

export type List = Outputs["watchlists"]["mine"][number];

/** One symbol of a list with what is known of it now; null where nothing is. */
export type WatchRow = {
  symbol: string;
  last: string | null;
  change: string | null;
  changeRatio: string | null;
  bid: string | null;
  ask: string | null;
  /** Shares of the day. */
  volume: number | null;
};

export type SortColumn = "symbol" | "last" | "changeRatio" | "bid" | "ask" | "volume";
/** Null: the person's own order. */
export type WatchSort = { column: SortColumn; direction: "ascending" | "descending" } | null;

/** The rows of a list in its own order: a quote that came over the line before one that was asked for. */
export function watchRows(
  symbols: readonly string[],
  live: ReadonlyMap<string, Quote>,
  asked: readonly Quote[],
  volumes: readonly { symbol: string; volume: number | null }[],
): WatchRow[] {
  const known = new Map(asked.map((quote) => [quote.symbol, quote]));
  const traded = new Map(volumes.map(({ symbol, volume }) => [symbol, volume]));
  return symbols.map((symbol) => {
    const quote = live.get(symbol) ?? known.get(symbol);
    return {
      symbol,
      last: quote?.last ?? null,
      change: quote?.change ?? null,
      changeRatio: quote?.changeRatio ?? null,
      bid: quote?.bid ?? null,
      ask: quote?.ask ?? null,
      volume: traded.get(symbol) ?? null,
    };
  });
}

function compare(a: WatchRow, b: WatchRow, column: SortColumn): number {
  if (column === "symbol") return a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0;
  if (column === "volume") return (a.volume ?? 0) - (b.volume ?? 0);
  return compareDecimals(a[column] ?? "0", b[column] ?? "0");
}

/** Rows sorted by a column, those without a figure last whichever way; ties keep the person's own order. */
export function sortRows(rows: readonly WatchRow[], sort: WatchSort): readonly WatchRow[] {
  if (!sort) return rows;
  const { column, direction } = sort;
  const sign = direction === "ascending" ? 1 : -1;
  const isKnown = (row: WatchRow) => row[column] !== null;
  return [
    ...rows.filter(isKnown).sort((a, b) => sign * compare(a, b, column)),
    ...rows.filter((row) => !isKnown(row)),
  ];
}

/** A press on a heading: up, then down, then back to the person's own order. */
export function nextSort(sort: WatchSort, column: SortColumn): WatchSort {
  if (sort?.column !== column) return { column, direction: "ascending" };
  return sort.direction === "ascending" ? { column, direction: "descending" } : null;
}

/** The list after one of its symbols was put at another place: what the server will answer. */
export function withMoved<Item>(items: readonly Item[], item: Item, to: number): Item[] {
  if (!items.includes(item)) return [...items];
  const others = items.filter((other) => other !== item);
  return [...others.slice(0, to), item, ...others.slice(to)];
}

/** The place that an item gets when it is dropped before or after another one; null when it stays where it is. */
export function placeOfDrop<Item>(
  items: readonly Item[],
  item: Item,
  target: Item,
  position: "before" | "after" | "on",
): number | null {
  const from = items.indexOf(item);
  const others = items.filter((other) => other !== item);
  const at = others.indexOf(target);
  if (from < 0 || at < 0) return null;
  const to = position === "after" ? at + 1 : at;
  return to === from ? null : to;
}
