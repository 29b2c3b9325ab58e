/** What a key does on the review desk. */
export type DeskCommand =
  | "NEXT"
  | "PREVIOUS"
  | "OPEN"
  | "APPROVE"
  | "REJECT"
  | "ASK"
  | "ESCALATE"
  | "CLAIM"
  | "QUEUE"
  | "KEYS";

const COMMANDS: Readonly<Record<string, DeskCommand>> = {
  j: "NEXT",
  k: "PREVIOUS",
  o: "OPEN",
  a: "APPROVE",
  r: "REJECT",
  m: "ASK",
  e: "ESCALATE",
  c: "CLAIM",
  u: "QUEUE",
  "?": "KEYS",
};

export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">;

/** The command of a key press; null for chords, which are the browser's own, and for keys that are held. */
export function readDeskKey({ key, ctrlKey, metaKey, altKey, repeat }: Press): DeskCommand | null {
  if (ctrlKey || metaKey || altKey || repeat) return null;
  return COMMANDS[key] ?? null;
}

/** The list that "?" shows. */
export const DESK_KEYS: readonly { keys: string; does: string }[] = [
  { keys: "j / k", does: "The next, the previous application" },
  { keys: "o", does: "Open the one that is marked" },
  { keys: "a", does: "Approve, after a reason" },
  { keys: "r", does: "Reject, after a reason" },
  { keys: "m", does: "Ask the customer for more" },
  { keys: "e", does: "Escalate to the administrators, or give back" },
  { keys: "c", does: "Claim it, or put it back" },
  { keys: "u", does: "Up to the queue" },
  { keys: "?", does: "This list" },
];
