/** What a key does in the trader's workspace. */
export type KeyCommand = "BUY" | "SELL" | "BACK" | "CANCEL_ALL" | "ORDERS" | "KEYS";

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;
/** The first key of a pair, while the second is awaited. */
export type KeyPrefix = "g" | null;

const SINGLE: Readonly<Record<string, KeyCommand>> = {
  b: "BUY",
  s: "SELL",
  Escape: "BACK",
  // With Shift alone a letter arrives as a capital.
  C: "CANCEL_ALL",
  "?": "KEYS",
};
const AFTER_G: Readonly<Record<string, KeyCommand>> = { o: "ORDERS" };

/** What a key means after the one before it. Chords with Ctrl, Alt or ⌘ are the browser's own. */
export function readKey(
  before: KeyPrefix,
  { key, ctrlKey, metaKey, altKey }: KeyPress,
): { command: KeyCommand | null; prefix: KeyPrefix } {
  if (ctrlKey || metaKey || altKey) return { command: null, prefix: null };
  if (before === "g") return { command: AFTER_G[key] ?? null, prefix: null };
  if (key === "g") return { command: null, prefix: "g" };
  return { command: SINGLE[key] ?? null, prefix: null };
}

/** Kinds of input that take no text: a letter there is not typed. */
const NOT_TYPED = new Set(["radio", "checkbox", "button", "submit", "range"]);

/** Whether somebody types where an event came from. */
export const isTypedInto = (place: {
  tagName: string;
  type?: string;
  isContentEditable: boolean;
}): boolean => {
  if (place.isContentEditable || place.tagName === "TEXTAREA" || place.tagName === "SELECT") return true;
  return place.tagName === "INPUT" && !NOT_TYPED.has(place.type ?? "text");
};

/** The list that "?" shows. */
export const KEY_LIST: readonly { keys: string; does: string }[] = [
  { keys: "/", does: "Search a symbol or a command (Ctrl K as well)" },
  { keys: "b", does: "Buy: go to the ticket" },
  { keys: "s", does: "Sell: go to the ticket" },
  { keys: "Esc", does: "Back out of a field" },
  { keys: "Shift C", does: "Cancel all open orders, after a question" },
  { keys: "g o", does: "Go to Orders" },
  { keys: "?", does: "This list" },
];
