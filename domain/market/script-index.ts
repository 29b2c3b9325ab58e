import type { ScriptPrint, ScriptQuote, ScriptRow } from "@/domain/market/script-row";
import { type SplitDays, splitsOf } from "@/domain/market/todays-shares";
import type { CorporateAction, HaltCode } from "@/domain/market/types";

/** A stretch of time, [from, to). */
export type Window = { from: number; to: number };

/** A halt that is cut where trading resumes; its end is known beforehand only when its own row tells it. */
export type HaltWindow = Window & { code: HaltCode; isEndKnown: boolean };

/** What a script says of one symbol, in order of time. */
export type SymbolScript = {
  /** Each ends, at the latest, when the next begins. */
  quotes: readonly (ScriptQuote & Window)[];
  prints: readonly ScriptPrint[];
  halts: readonly HaltWindow[];
  /** Where the market below does not show: all quotes and halts, joined where they touch. */
  hidden: readonly Window[];
  actions: readonly CorporateAction[];
  splits: SplitDays;
  /** Those that prices follow. */
  followed: SplitDays;
};

const FOREVER = Number.POSITIVE_INFINITY;

function joined(windows: readonly Window[]): Window[] {
  const sorted = windows.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const made: Window[] = [];
  for (const { from, to } of sorted) {
    const last = made.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else made.push({ from, to });
  }
  return made;
}

const actionOf = ({
  kind: _,
  follows: __,
  ...action
}: Extract<ScriptRow, { kind: "ACTION" }>): CorporateAction => action;

function scriptOf(rows: readonly ScriptRow[]): SymbolScript {
  const byTime = rows.filter((row) => row.kind === "QUOTE").sort((a, b) => a.from - b.from);
  const quotes = byTime.map((row, position) => ({
    ...row,
    to: Math.min(row.to ?? FOREVER, byTime[position + 1]?.from ?? FOREVER) as ScriptQuote["from"],
  }));
  const resumptions = rows.flatMap((row) => (row.kind === "RESUME" ? [row.at as number] : []));
  const halts = rows
    .filter((row) => row.kind === "HALT")
    .map(({ from, to, code }): HaltWindow => {
      const resumed = resumptions.filter((at) => at > from);
      return { from, to: Math.min(to ?? FOREVER, ...resumed), code, isEndKnown: to !== undefined };
    });
  const actions = rows.flatMap((row) => (row.kind === "ACTION" ? [actionOf(row)] : []));
  return {
    quotes,
    prints: rows.filter((row) => row.kind === "PRINT").sort((a, b) => a.at - b.at),
    halts,
    hidden: joined([...quotes, ...halts]),
    actions,
    splits: splitsOf(actions),
    followed: splitsOf(rows.flatMap((row) => (row.kind === "ACTION" && row.follows ? [actionOf(row)] : []))),
  };
}

const indexes = new WeakMap<readonly ScriptRow[], ReadonlyMap<string, SymbolScript>>();

/** The rows by symbol; worked out once for each array, which must not be changed afterwards. */
export function scriptBySymbol(rows: readonly ScriptRow[]): ReadonlyMap<string, SymbolScript> {
  const known = indexes.get(rows);
  if (known) return known;
  const grouped = new Map<string, ScriptRow[]>();
  for (const row of rows) {
    const own = grouped.get(row.symbol);
    if (own) own.push(row);
    else grouped.set(row.symbol, [row]);
  }
  const made = new Map([...grouped].map(([symbol, own]) => [symbol, scriptOf(own)]));
  indexes.set(rows, made);
  return made;
}

export const windowAt = <W extends Window>(windows: readonly W[], at: number): W | null =>
  windows.findLast((window) => window.from <= at && at < window.to) ?? null;

/** The parts of (from, to] that no window hides, in the same half-open form. Windows are disjoint and in order. */
export function openParts(hidden: readonly Window[], from: number, to: number): Window[] {
  const parts: Window[] = [];
  let start = from;
  for (const window of hidden) {
    if (window.to - 1 <= start) continue;
    if (window.from > to) break;
    if (window.from - 1 > start) parts.push({ from: start, to: window.from - 1 });
    start = window.to - 1;
  }
  if (start < to) parts.push({ from: start, to });
  return parts;
}
