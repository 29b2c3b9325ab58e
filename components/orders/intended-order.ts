/**
 * The name of an intended order. It is given when the order begins to take shape, and kept until the server has
 * answered: through double clicks, lost answers and retries, so that none of them makes a second order. It lies in the
 * browser's storage, so that a second tab with the same ticket speaks of the same order.
 */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (accountId: string, symbol: string) => `rushtrade.order.${accountId}.${symbol}`;
const NAME = /^[0-9a-f]{32}$/;

/** A name that nobody has used: random, by a function that browsers offer on plain http as well. */
export function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Storage may be switched off: then each tab names its orders for itself. */
function quietly<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** The name for the next order of this account and symbol: the one that waits, or a new one. */
export function nameOrder(shelf: Shelf | null, accountId: string, symbol: string): string {
  const key = keyOf(accountId, symbol);
  const waiting = quietly(() => shelf?.getItem(key));
  if (waiting && NAME.test(waiting)) return waiting;
  const name = newName();
  quietly(() => shelf?.setItem(key, name));
  return name;
}

/** The server has answered for this name: the next order gets another. */
export function forgetOrder(shelf: Shelf | null, accountId: string, symbol: string, name: string): void {
  const key = keyOf(accountId, symbol);
  quietly(() => {
    if (shelf?.getItem(key) === name) shelf.removeItem(key);
  });
}
