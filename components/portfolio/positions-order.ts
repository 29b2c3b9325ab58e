/** How the reader wants the positions: kept in a cookie, so that the server renders them so. */
export const GROUPINGS = ["none", "sector", "type", "account"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const SORT_KEYS = [
  "symbol",
  "value",
  "dayChange",
  "unrealised",
  "weight",
  "yield",
  "marginRequirement",
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type PositionsOrder = { group: Grouping; by: SortKey; isAscending: boolean };

export const POSITIONS_COOKIE = "positions";
const STANDARD: PositionsOrder = { group: "none", by: "value", isAscending: false };
const YEAR_SECONDS = 365 * 24 * 3600;

const isGrouping = (text: string | undefined): text is Grouping => GROUPINGS.some((known) => known === text);
const isSortKey = (text: string | undefined): text is SortKey => SORT_KEYS.some((known) => known === text);

/** What the cookie says ("sector.value.down"), or the largest first where it says nothing that we know. */
export function readPositionsOrder(cookie: string | undefined): PositionsOrder {
  const [group, by, way] = cookie?.split(".") ?? [];
  if (!isGrouping(group) || !isSortKey(by)) return STANDARD;
  return { group, by, isAscending: way === "up" };
}

export function keepPositionsOrder({ group, by, isAscending }: PositionsOrder): void {
  const value = `${group}.${by}.${isAscending ? "up" : "down"}`;
  document.cookie = `${POSITIONS_COOKIE}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** The order after a column's heading was pressed: turned around, or by that column, the largest (the first letter) first. */
export const sortedBy = (order: PositionsOrder, by: SortKey): PositionsOrder => ({
  ...order,
  by,
  isAscending: order.by === by ? !order.isAscending : by === "symbol",
});
